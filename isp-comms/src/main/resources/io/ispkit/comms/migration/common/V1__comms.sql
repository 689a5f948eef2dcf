-- Versions of templates; a version never changes, at most one of a language is active.
create table if not exists communication_templates (
  tenant_id  varchar(63) not null,
  name       varchar(64) not null,
  channel    varchar(32) not null,
  language   varchar(35) not null,
  version    integer not null,
  id         varchar(40) not null,
  subject    varchar,
  text_body  varchar not null,
  html_body  varchar,
  active     boolean not null,
  created_at timestamp(6) with time zone not null,
  primary key (tenant_id, name, channel, language, version),
  unique (tenant_id, id)
);

-- Accounts that failed or recovered: what a person looks at when messages do not go out.
create table if not exists communication_providers (
  tenant_id    varchar(63) not null,
  channel      varchar(32) not null,
  account      varchar(64) not null,
  provider     varchar(63) not null,
  state        varchar(16) not null,
  paused_until timestamp(6) with time zone,
  reason       varchar,
  changed_at   timestamp(6) with time zone not null,
  primary key (tenant_id, channel, account)
);

-- One row per message to one recipient on one channel.
create table if not exists communication_logs (
  tenant_id           varchar(63) not null,
  message_id          varchar(40) not null,
  business_key        varchar(200) not null,
  customer_id         varchar(64),
  message_type        varchar(64) not null,
  category            varchar(32) not null,
  channel             varchar(32) not null,
  recipient           varchar(320) not null,
  template            varchar(64),
  template_version    integer,
  language            varchar(35) not null,
  context             varchar not null,
  metadata            varchar not null,
  priority            smallint not null,
  status              varchar(16) not null,
  provider            varchar(63),
  account             varchar(64),
  provider_message_id varchar(512),
  reason              varchar,
  tries               integer not null,
  attempts            integer not null,
  created_at          timestamp(6) with time zone not null,
  due_at              timestamp(6) with time zone not null,
  expires_at          timestamp(6) with time zone,
  sent_at             timestamp(6) with time zone,
  updated_at          timestamp(6) with time zone not null,
  primary key (tenant_id, message_id),
  unique (tenant_id, business_key)
);

create index if not exists communication_logs_customer on communication_logs (tenant_id, customer_id, created_at);
create index if not exists communication_logs_status on communication_logs (tenant_id, status, created_at);
create index if not exists communication_logs_time on communication_logs (tenant_id, created_at);

-- One row per call to a provider, written before the call.
create table if not exists communication_attempts (
  tenant_id           varchar(63) not null,
  attempt_id          varchar(40) not null,
  message_id          varchar(40) not null,
  number              integer not null,
  account             varchar(64) not null,
  provider            varchar(63) not null,
  outcome             varchar(24) not null,
  reason              varchar,
  provider_message_id varchar(512),
  started_at          timestamp(6) with time zone not null,
  ended_at            timestamp(6) with time zone,
  primary key (tenant_id, attempt_id)
);

create index if not exists communication_attempts_message on communication_attempts (tenant_id, message_id, number);

-- The queue itself is the lane "comms"; this is what a person may read of it.
create or replace view communication_queue as
  select tenant_id, message_id, channel, message_type, category, priority, status, reason, tries, created_at, due_at, expires_at
  from communication_logs
  where status in ('queued', 'sending');
