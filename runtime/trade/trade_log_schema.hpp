// The tables of the trade log. See DatabaseFormat for what a step is.
#pragma once

#include <array>

namespace stratgen::trade_log_schema {

// The letters "sgtr".
inline constexpr int application_id = 0x73677472;

inline constexpr std::array migrations = {
    // 1: quantities are counts of 1e-9, times seconds since 1970. A number of null is NaN.
    R"sql(
      create table run (
        id          integer primary key autoincrement,
        account     text not null,
        started     integer not null,
        finished    integer not null,
        live        integer not null,
        lease       integer not null,
        equity      real not null,
        last_equity real not null,
        outcome     text not null,
        exit_code   integer not null
      ) strict;
      create index run_of on run (account, started);
      create table signal (
        run      integer not null references run on delete cascade,
        position integer not null,
        strategy text not null,
        symbol   text not null,
        signal   text not null,
        weight   real,
        share    real,
        price    real,
        bar      integer not null,
        target   integer not null,
        error    text not null,
        primary key (run, position)
      ) strict, without rowid;
      create table intent (
        client_order_id text primary key not null,
        run            integer not null references run,
        symbol         text not null,
        side           text not null check (side in ('buy', 'sell')),
        quantity       integer not null check (quantity > 0),
        kind           text not null check (kind in ('market', 'limit')),
        in_force       text not null check (in_force in ('day', 'gtc')),
        limit_price    real not null,
        stop_loss      real not null,
        take_profit    real not null,
        bar            integer not null,
        decision_price real not null,
        decided        integer not null,
        status         text not null,
        broker_id      text not null,
        filled         integer not null,
        filled_price   real not null,
        why            text not null,
        open           integer not null
      ) strict;
      create index intent_of on intent (run);
      create index intent_open on intent (open) where open;
      create table event (
        id     integer primary key autoincrement,
        run    integer not null,
        time   integer not null,
        kind   text not null,
        symbol text not null,
        text   text not null
      ) strict;
      create index event_of on event (run);
      create table equity (
        account text not null,
        time    integer not null,
        equity  real not null,
        primary key (account, time)
      ) strict, without rowid;
    )sql",
    // 2: what the broker tells beside the orders that were sent.
    R"sql(
      alter table intent add column exits_open integer not null default 0;
      update intent set exits_open = 1 where stop_loss > 0 or take_profit > 0;
      create index intent_exits on intent (exits_open) where exits_open;
      create table exit (
        id           text primary key not null,
        entry        text not null references intent,
        symbol       text not null,
        side         text not null check (side in ('buy', 'sell')),
        quantity     integer not null,
        filled       integer not null,
        filled_price real not null,
        filled_at    integer not null,
        status       text not null,
        open         integer not null
      ) strict;
      create index exit_of on exit (entry);
      create table fill (
        account  text not null,
        id       text not null,
        order_id text not null,
        symbol   text not null,
        side     text not null check (side in ('buy', 'sell')),
        quantity integer not null check (quantity > 0),
        price    real not null,
        time     integer not null,
        primary key (account, id)
      ) strict;
      create table cash_flow (
        account text not null,
        id      text not null,
        kind    text not null check (kind in ('transfer', 'fee')),
        amount  real not null,
        time    integer not null,
        seen    integer not null,
        primary key (account, id)
      ) strict;
      create table cash_flows_read (
        account text primary key not null,
        time    integer not null
      ) strict;
    )sql",
};

}  // namespace stratgen::trade_log_schema
