"""A worker's database brought back to what its template holds, after a test that committed.

Making it again costs half a second, for the few rows such a test wrote. So every table is asked how it stands (how
many rows, and which transaction wrote the newest: no change leaves both as they were), and only the tables that
answer differently are emptied and filled again. Where anything but rows changed (a table, a function, a trigger
that was put to sleep) the database has to be made again: `restore` says so.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterable

# Catalogues too: what is in them says whether anything but rows changed. Those of the whole server are no business
# of one database.
TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND NOT c.relisshared AND c.relpersistence <> 't'
    AND n.nspname <> 'information_schema' AND has_table_privilege(c.oid, 'SELECT')
"""
SEQUENCES = "SELECT schemaname, sequencename FROM pg_sequences"
COLUMNS = """
SELECT attname FROM pg_attribute
WHERE attrelid = %s::text::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
"""
STATE_OF_TABLE = "SELECT {name}, count(*), coalesce(max(xmin::text::bigint), 0) FROM ONLY {relation}"
STATE_OF_SEQUENCE = "SELECT {name}, last_value, is_called::int::bigint FROM {relation}"
MOVE_SEQUENCE = "SELECT setval(%s::text::regclass, %s, %s)"
# Of another role's connections only who and where are shown; the server's own workers have no name.
OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename IS NOT NULL
"""
MAY_SKIP_TRIGGERS = "SELECT has_parameter_privilege('session_replication_role', 'SET')"
SKIP_TRIGGERS = "SET LOCAL session_replication_role = replica"
LOOKS, BETWEEN_LOOKS = 30, 0.002


class Relation(NamedTuple):
    """A table or a sequence."""

    schema: str
    name: str

    @property
    def quoted(self) -> sql.Identifier:
        """As it is written in a statement."""
        return sql.Identifier(self.schema, self.name)

    @property
    def is_catalogue(self) -> bool:
        """Whether PostgreSQL keeps in it what the database is made of."""
        return self.schema == "pg_catalog"


# Of a table, how many rows and who wrote the newest; of a sequence, where it stands and whether it was asked.
State = dict[Relation, tuple[int, int]]


@dataclass
class Pristine:
    """What a database held when it was new."""

    connection: psycopg.Connection
    tables: State
    sequences: State
    rows: dict[Relation, list[bytes]]

    @classmethod
    def of(cls, url: str) -> Pristine:
        """Look at the database at `url`, as its owner, before anybody else does."""
        # Hundreds of tables nobody counted look big to the planner: two thousand rows need no helpers.
        alone = "-c max_parallel_workers_per_gather=0"
        connection = psycopg.connect(url, autocommit=True, options=alone)
        tables = states(connection, relations(connection, TABLES), STATE_OF_TABLE)
        filled = [each for each, (number, _newest) in tables.items() if number and not each.is_catalogue]
        return cls(
            connection=connection,
            tables=tables,
            sequences=states(connection, relations(connection, SEQUENCES), STATE_OF_SEQUENCE),
            rows={each: rows_of(connection, each) for each in filled},
        )

    def close(self) -> None:
        """Let go of the database, which may then be removed."""
        self.connection.close()

    def restore(self) -> bool:
        """Bring the rows back; False when that is not enough or cannot be done: then make the database again."""
        if not is_alone(self.connection) or not self.connection.execute(MAY_SKIP_TRIGGERS).fetchone()[0]:
            return False
        with self.connection.transaction():
            self.connection.execute(SKIP_TRIGGERS)
            touched = changed(self.tables, states(self.connection, self.tables, STATE_OF_TABLE))
            if any(each.is_catalogue for each in touched):
                return False
            for each in touched:
                self._refill(each)
            self._move_back_sequences()
            if touched:
                self.tables |= states(self.connection, touched, STATE_OF_TABLE)
        return True

    def _refill(self, table: Relation) -> None:
        """Its first rows and no others."""
        self.connection.execute(sql.SQL("DELETE FROM ONLY {}").format(table.quoted))
        if lines := self.rows.get(table):
            columns = columns_of(self.connection, table)
            statement = sql.SQL("COPY {} ({}) FROM STDIN").format(table.quoted, columns)
            with self.connection.cursor().copy(statement) as copy:
                for line in lines:
                    copy.write(line)

    def _move_back_sequences(self) -> None:
        for each in changed(self.sequences, states(self.connection, self.sequences, STATE_OF_SEQUENCE)):
            last, was_asked = self.sequences[each]
            self.connection.execute(
                MOVE_SEQUENCE, [each.quoted.as_string(self.connection), last, bool(was_asked)]
            )


def relations(connection: psycopg.Connection, query: str) -> list[Relation]:
    """The tables or the sequences that `query` lists."""
    return [Relation(*row) for row in connection.execute(query)]


def states(connection: psycopg.Connection, of: Iterable[Relation], question: str) -> State:
    """How each stands now, asked of all in one statement."""
    by_number = dict(enumerate(of))
    if not by_number:
        return {}
    questions = [
        sql.SQL(question).format(name=sql.Literal(number), relation=each.quoted)
        for number, each in by_number.items()
    ]
    # Prepared: it is asked after every test that commits, and to plan it takes longer than to answer.
    rows = connection.execute(sql.SQL(" UNION ALL ").join(questions), prepare=True)
    return {by_number[number]: (first, second) for number, first, second in rows}


def changed(before: State, now: State) -> list[Relation]:
    """Which stand otherwise than they did."""
    return [each for each, state in now.items() if state != before[each]]


def columns_of(connection: psycopg.Connection, table: Relation) -> sql.Composed:
    """The columns one writes: what the database generates it will generate again."""
    names = connection.execute(COLUMNS, [table.quoted.as_string(connection)])
    return sql.SQL(", ").join(sql.Identifier(name) for (name,) in names)


def rows_of(connection: psycopg.Connection, table: Relation) -> list[bytes]:
    """What a table holds, as COPY writes it."""
    columns = columns_of(connection, table)
    with connection.cursor().copy(sql.SQL("COPY {} ({}) TO STDOUT").format(table.quoted, columns)) as copy:
        return [bytes(part) for part in copy]


def is_alone(connection: psycopg.Connection) -> bool:
    """Whether nobody else is connected any more: who has just left is given a moment to be gone."""
    for _look in range(LOOKS):
        if not connection.execute(OTHERS).fetchone()[0]:
            return True
        time.sleep(BETWEEN_LOOKS)
    return False
