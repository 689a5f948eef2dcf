-- One row a run: where it stands. Its state is written once per commit.
create table if not exists workflow_run (
  tenant_id    varchar(63)  not null,
  id           varchar(40)  not null,
  definition   varchar(60)  not null,
  version      integer      not null,
  run_key      varchar(200) not null,
  run_state    varchar(10)  not null,
  pos          integer      not null, -- of the next stage; downwards while undoing
  stage        varchar(40),           -- its name; null at the end
  attempt      integer      not null, -- how often that stage has ended without being done
  open_call    boolean      not null, -- a call was announced, and what became of it is not known
  touched      boolean      not null, -- the stage at pos may have written something
  wrote        boolean      not null, -- a stage before it has
  undoing      boolean      not null,
  undo_reason  varchar(2000),         -- why it is, or was, undone
  undo_asked   varchar(2000),         -- a person wants it undone, for this reason
  reason       varchar(2000),         -- why it is retrying, paused, refused or failed
  due_at       timestamp(6) with time zone,
  state_format integer      not null,
  state_json   varchar      not null,
  journal_seq  integer      not null, -- of the last row in workflow_step
  lane_item    bigint       not null,
  priority     integer      not null,
  created_at   timestamp(6) with time zone not null,
  updated_at   timestamp(6) with time zone not null,
  finished_at  timestamp(6) with time zone,
  constraint workflow_run_pk primary key (tenant_id, id),
  -- Only the primary key begins with the tenant: as long as the table was never analyzed PostgreSQL
  -- takes any index that does for a look-up by id, and then reads all runs of the tenant.
  constraint workflow_run_key unique (definition, run_key, tenant_id)
);

create index if not exists workflow_run_by_state on workflow_run (run_state, definition, tenant_id, id);

-- The journal: one row a transition, never changed.
create table if not exists workflow_step (
  tenant_id    varchar(63) not null,
  run_id       varchar(40) not null,
  seq          integer     not null,
  stage        varchar(40) not null,
  kind         varchar(8)  not null, -- do, undo, wait, timer
  step_state   varchar(8)  not null, -- intent, done, refused, unknown, failed, undone, skipped
  attempt      integer     not null,
  operation_id varchar(120),         -- key in the other system, where a call is made
  detail       varchar(2000),
  undone       varchar,              -- JSON: what an undo put back
  at           timestamp(6) with time zone not null,
  constraint workflow_step_pk primary key (tenant_id, run_id, seq)
);

create table if not exists workflow_signal (
  tenant_id   varchar(63) not null,
  run_id      varchar(40) not null,
  name        varchar(40) not null,
  data        varchar     not null, -- JSON object
  received_at timestamp(6) with time zone not null,
  constraint workflow_signal_pk primary key (tenant_id, run_id, name)
);
