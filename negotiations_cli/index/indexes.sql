-- What finds rows in the tables of schema.sql: made when these are filled, which is faster.

CREATE UNIQUE INDEX events_by_id ON events (id);
CREATE UNIQUE INDEX quotes_by_id ON quotes (id);
CREATE UNIQUE INDEX disputes_by_id ON disputes (id);
CREATE INDEX events_by_file ON events (file);
CREATE INDEX events_by_first_day ON events (first_day);
CREATE INDEX events_by_type ON events (type);
CREATE INDEX events_by_last_day ON events (last_day);
CREATE INDEX events_by_place ON events (place) WHERE place IS NOT NULL;
CREATE INDEX participations_by_event ON participations (event, role);
CREATE INDEX quotes_by_event ON quotes (event);
