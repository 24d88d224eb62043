-- The tables of an index; indexes.sql is for when they are filled. `n` numbers events and quotes in
-- the order in which they are listed (first day, time, last day, id), with gaps, so that a list
-- needs no sorting. `row` is the record as the JSON output gives it; the other columns are what
-- filters ask for.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- The files of the store, and their states when they were read.
CREATE TABLE files (
  n INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  size INTEGER NOT NULL,
  modified_ns INTEGER NOT NULL,
  changed_ns INTEGER NOT NULL,
  contents TEXT  -- hashed, if they might have changed within the same state
);

CREATE TABLE actors (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  row TEXT NOT NULL
) WITHOUT ROWID;

-- Every way to name an actor, folded. Rank 0: a whole name or the id; 1: a surname.
CREATE TABLE names (
  key TEXT NOT NULL,
  rank INTEGER NOT NULL,
  actor TEXT NOT NULL REFERENCES actors,
  name TEXT NOT NULL,
  PRIMARY KEY (key, rank, actor)
) WITHOUT ROWID;

CREATE TABLE offices (
  actor TEXT NOT NULL REFERENCES actors,
  position INTEGER NOT NULL,
  post TEXT NOT NULL,
  of TEXT NOT NULL REFERENCES actors,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  PRIMARY KEY (actor, position)
) WITHOUT ROWID;

CREATE TABLE sources (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  file INTEGER NOT NULL REFERENCES files,
  row TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE topics (id TEXT PRIMARY KEY, name TEXT NOT NULL, row TEXT NOT NULL) WITHOUT ROWID;

-- Where events took place: folded, and as written.
CREATE TABLE places (place TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE events (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  first_day TEXT NOT NULL,
  time TEXT NOT NULL,
  last_day TEXT NOT NULL,
  type TEXT NOT NULL,
  title TEXT NOT NULL,
  place TEXT REFERENCES places,
  file INTEGER NOT NULL REFERENCES files,
  row TEXT NOT NULL
);

-- Who takes part. A person's part counts for those whose office it holds that day, too: such a row
-- has `direct` 0 and bears their id.
CREATE TABLE participations (
  actor TEXT NOT NULL REFERENCES actors,
  event INTEGER NOT NULL REFERENCES events,
  role TEXT NOT NULL,
  direct INTEGER NOT NULL,
  PRIMARY KEY (actor, event, role, direct)
) WITHOUT ROWID;

CREATE TABLE event_topics (
  topic TEXT NOT NULL REFERENCES topics,
  event INTEGER NOT NULL REFERENCES events,
  PRIMARY KEY (topic, event)
) WITHOUT ROWID;

CREATE TABLE abouts (
  about TEXT NOT NULL,
  event INTEGER NOT NULL REFERENCES events,
  PRIMARY KEY (about, event)
) WITHOUT ROWID;

CREATE TABLE quotes (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  event INTEGER NOT NULL REFERENCES events,
  status TEXT NOT NULL,
  row TEXT NOT NULL
);

-- Who speaks, and with `direct` 0 for whom.
CREATE TABLE speakers (
  actor TEXT NOT NULL REFERENCES actors,
  quote INTEGER NOT NULL REFERENCES quotes,
  direct INTEGER NOT NULL,
  PRIMARY KEY (actor, quote, direct)
) WITHOUT ROWID;

-- What rests on a source: an event, or with `quote` a quote of it.
CREATE TABLE citations (
  source TEXT NOT NULL REFERENCES sources,
  event INTEGER NOT NULL REFERENCES events,
  quote INTEGER NOT NULL,
  PRIMARY KEY (source, event, quote)
) WITHOUT ROWID;

CREATE TABLE disputes (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  question TEXT NOT NULL,
  row TEXT NOT NULL
);

CREATE TABLE disputed_events (
  event INTEGER NOT NULL REFERENCES events,
  dispute TEXT NOT NULL REFERENCES disputes,
  PRIMARY KEY (event, dispute)
) WITHOUT ROWID;

CREATE TABLE disputed_quotes (
  quote INTEGER NOT NULL REFERENCES quotes,
  dispute TEXT NOT NULL REFERENCES disputes,
  PRIMARY KEY (quote, dispute)
) WITHOUT ROWID;

-- Who gives an account, and for whom.
CREATE TABLE accounts (
  dispute TEXT NOT NULL REFERENCES disputes,
  position INTEGER NOT NULL,
  actor TEXT NOT NULL REFERENCES actors,
  side TEXT REFERENCES actors,
  PRIMARY KEY (dispute, position)
) WITHOUT ROWID;

CREATE TABLE corrections (n INTEGER PRIMARY KEY, record TEXT NOT NULL, row TEXT NOT NULL);

-- Folded words, without punctuation, so that the tokenizer only has to split them.
CREATE VIRTUAL TABLE event_words USING fts5 (title, summary, quotes, notes, content = '');
CREATE VIRTUAL TABLE quote_words USING fts5 (words, content = '');
CREATE VIRTUAL TABLE dispute_words USING fts5 (question, claims, content = '');
