-- What finds rows in the tables of schema.sql: made when these are filled, which is faster. Every
-- filter has one that lists its records, and one that tells of a single record whether it fits.

CREATE UNIQUE INDEX events_by_id ON events (id);
CREATE UNIQUE INDEX quotes_by_id ON quotes (id);
CREATE UNIQUE INDEX disputes_by_id ON disputes (id);
CREATE INDEX events_by_file ON events (file);
CREATE INDEX events_by_first_day ON events (first_day);
CREATE INDEX events_lasting ON events (last_day, first_day) WHERE last_day > first_day;
CREATE INDEX events_by_type ON events (type);
CREATE INDEX events_by_place ON events (place) WHERE place IS NOT NULL;
CREATE INDEX participations_by_event ON participations (event, role);
CREATE INDEX participations_by_role ON participations (role, event) WHERE direct = 1;
CREATE INDEX event_topics_by_event ON event_topics (event);
CREATE INDEX quotes_by_event ON quotes (event);
CREATE INDEX quotes_in_doubt ON quotes (status, event) WHERE status <> 'undisputed';
CREATE INDEX offices_by_body ON offices (of);
CREATE INDEX disputed_events_by_dispute ON disputed_events (dispute);
