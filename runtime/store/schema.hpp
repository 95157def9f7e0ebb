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
};

}  // namespace stratgen::schema
