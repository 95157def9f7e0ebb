// The tables of the result store, as the steps from one version of the file to the next. A step
// that was released is never changed; a new table is a new step at the end.
#pragma once

#include <array>

namespace stratgen::schema {

// Marks the file as ours (PRAGMA application_id): the letters "sgen".
inline constexpr int application_id = 0x7367656e;

// migrations[v] leads from version v (PRAGMA user_version) to v + 1.
inline constexpr std::array migrations = {
    // 1: discover. `reasons` and `adaptations` are JSON arrays of texts, `spec` is JSON or empty. A
    // statistic of null is NaN.
    R"sql(
      create table discover (
        document               text primary key not null,
        slug                   text not null,
        category               text not null,
        name                   text not null,
        verdict                text not null
                               check (verdict in ('PASS', 'MARGINAL', 'FAIL', 'SKIPPED', 'ERROR')),
        reasons                text not null,
        skipped                text,
        error                  text,
        spec                   text not null,
        adaptations            text not null,
        symbol                 text not null,
        timeframe              text not null,
        fingerprint            text not null,
        document_hash          text not null,
        spec_completion_hash   text not null,
        source_completion_hash text not null,
        source_hash            text not null,
        bars_hash              text not null,
        engine_version         text not null,
        seconds                real not null
      ) strict;
      create table discover_stat (
        document text not null references discover on delete cascade,
        position integer not null,
        name     text not null,
        value    real,
        primary key (document, position)
      ) strict, without rowid;
    )sql",
    // 2: optimize. A row is about the row of discover that it was made from, and goes with it.
    // `v4_params` and `optimized_params` are JSON objects of numbers, `param_ranges` one of lists.
    R"sql(
      create table optimize (
        document               text primary key not null references discover on delete cascade,
        slug                   text not null,
        category               text not null,
        name                   text not null,
        v4_verdict             text not null,
        v4_sharpe              real,
        v4_params              text not null,
        param_ranges           text not null,
        optimized_params       text not null,
        test_verdict           text not null
                               check (test_verdict in ('PASS', 'MARGINAL', 'FAIL', 'ERROR')),
        test_reasons           text not null,
        error                  text,
        adaptations            text not null,
        symbol                 text not null,
        timeframe              text not null,
        train_from             text not null,
        train_to               text not null,
        test_from              text not null,
        test_to                text not null,
        evaluated              integer not null,
        rejected               integer not null,
        failed                 integer not null,
        fingerprint            text not null,
        ranges_completion_hash text not null,
        source_hash            text not null,
        bars_hash              text not null,
        engine_version         text not null,
        seconds                real not null
      ) strict;
      create table optimize_stat (
        document text not null references optimize on delete cascade,
        part     text not null check (part in ('train', 'test')),
        position integer not null,
        name     text not null,
        value    real,
        primary key (document, part, position)
      ) strict, without rowid;
    )sql",
    // 3: who answered for a result of discover, and for how many dollars.
    R"sql(
      alter table discover add column provider text not null default '';
      alter table discover add column model    text not null default '';
      alter table discover add column repairs  integer not null default 0;
      alter table discover add column cost     real not null default 0;
    )sql",
    // 4: all bars that a result was made from, as a JSON array of {symbol, timeframe, hash}. The
    // older `bars_hash` is that of the first.
    R"sql(
      alter table discover add column bars text not null default '[]';
      alter table optimize add column bars text not null default '[]';
    )sql",
};

}  // namespace stratgen::schema
