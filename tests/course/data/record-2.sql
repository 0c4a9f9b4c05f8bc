-- A record as version 2 of its tables wrote it. Later versions go on reading it: never change this file.
BEGIN TRANSACTION;
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO "about" VALUES('device','00000000000000006666666666666666');
CREATE TABLE attempt (
    uid TEXT PRIMARY KEY, moment INTEGER NOT NULL, day TEXT NOT NULL, subject TEXT NOT NULL, kind TEXT NOT NULL,
    lesson INTEGER NOT NULL, concept TEXT NOT NULL, response TEXT NOT NULL, verdict TEXT NOT NULL, share REAL,
    place TEXT NOT NULL
);
INSERT INTO "attempt" VALUES('00000000000000001111111111111111',1772413260000,'2026-03-02','l05-p1','item',5,'约束谁','"A"','wrong',0.0,'lesson');
INSERT INTO "attempt" VALUES('00000000000000002222222222222222',1772413320000,'2026-03-02','lesson-05/notice/notice-1','activity',5,'立行立改由谁来做','["B","C"]','part',0.5,'lesson');
INSERT INTO "attempt" VALUES('00000000000000003333333333333333',1772413380000,'2026-03-02','l05-p1','item',5,'约束谁','"B"','right',1.0,'review');
INSERT INTO "attempt" VALUES('77777777777777777777777777777777',1772416800000,'2026-03-02','made-up-1','item',5,'约束谁','"A"','wrong',0.0,'class');
CREATE TABLE item (subject TEXT PRIMARY KEY, item TEXT NOT NULL, source TEXT NOT NULL, changed INTEGER NOT NULL);
INSERT INTO "item" VALUES('made-up-1','{"id":"made-up-1","type":"single","lesson":5,"concept":"约束谁","level":"remember","stem":"编造的题：选乙。","points":2,"explanation":"编造的解析。","evidence":[{"cite":"made-up¶1","quote":"编造的引文"}],"status":"reviewed","pool":"exam","options":{"A":"甲","B":"乙"},"key":"B","distractors":{"A":"编造的说明。"}}','class-a/quiz-01',1772499600000);
CREATE TABLE lesson (number INTEGER PRIMARY KEY, visited INTEGER, finished INTEGER);
INSERT INTO "lesson" VALUES(5,1772413680000,1772413740000);
INSERT INTO "lesson" VALUES(6,1772413800000,NULL);
CREATE TABLE note (lesson INTEGER PRIMARY KEY, text TEXT NOT NULL, changed INTEGER NOT NULL, older TEXT NOT NULL);
INSERT INTO "note" VALUES(5,'界限一共三条；''引号''也在',1772413860000,'[]');
CREATE TABLE review (
    uid TEXT PRIMARY KEY, moment INTEGER NOT NULL, day TEXT NOT NULL, subject TEXT NOT NULL, rating INTEGER NOT NULL
);
INSERT INTO "review" VALUES('00000000000000004444444444444444',1772413440000,'2026-03-02','l05-p1',4);
INSERT INTO "review" VALUES('00000000000000005555555555555555',1772413500000,'2026-03-02','term/三不原则',3);
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL, changed INTEGER NOT NULL);
INSERT INTO "state" VALUES('lesson-05/question/l05-p1','{"response":"B"}',1772413560000);
CREATE TABLE time (
    device TEXT NOT NULL, lesson INTEGER NOT NULL, day TEXT NOT NULL, seconds REAL NOT NULL,
    PRIMARY KEY (device, lesson, day)
);
INSERT INTO "time" VALUES('00000000000000006666666666666666',5,'2026-03-02',1500.0);
CREATE INDEX attempt_subject ON attempt (subject, moment);
COMMIT;
PRAGMA application_id = 1480813665;
PRAGMA user_version = 2;
