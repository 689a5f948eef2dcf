-- FreeRADIUS 3.2's tables on PostgreSQL: its columns, types and indexes, in our own words. Indexes that begin with isp_
-- are ours: they find a user name that is written in another case.

create table if not exists ${schema}radcheck (
  id serial primary key,
  username text not null default '',
  attribute text not null default '',
  op varchar(2) not null default '==',
  ${value} text not null default ''
);
create index if not exists radcheck_username on ${schema}radcheck (username, attribute);
create index if not exists isp_radcheck_username on ${schema}radcheck (lower(username));

create table if not exists ${schema}radreply (
  id serial primary key,
  username text not null default '',
  attribute text not null default '',
  op varchar(2) not null default '=',
  ${value} text not null default ''
);
create index if not exists radreply_username on ${schema}radreply (username, attribute);
create index if not exists isp_radreply_username on ${schema}radreply (lower(username));

create table if not exists ${schema}radgroupcheck (
  id serial primary key,
  groupname text not null default '',
  attribute text not null default '',
  op varchar(2) not null default '==',
  ${value} text not null default ''
);
create index if not exists radgroupcheck_groupname on ${schema}radgroupcheck (groupname, attribute);

create table if not exists ${schema}radgroupreply (
  id serial primary key,
  groupname text not null default '',
  attribute text not null default '',
  op varchar(2) not null default '=',
  ${value} text not null default ''
);
create index if not exists radgroupreply_groupname on ${schema}radgroupreply (groupname, attribute);

create table if not exists ${schema}radusergroup (
  id serial primary key,
  username text not null default '',
  groupname text not null default '',
  priority integer not null default 0
);
create index if not exists radusergroup_username on ${schema}radusergroup (username);
create index if not exists isp_radusergroup_username on ${schema}radusergroup (lower(username));

-- Ours: what one operation changed of groups and memberships, for the undo and for a repeat; and one row for each group
-- and user whose rows are being changed, to be waited for.
create table if not exists ${schema}isp_group_change (
  tenant_id varchar(63) not null,
  operation_id varchar(120) not null,
  before_image text not null,
  written_hash varchar(64) not null,
  primary key (tenant_id, operation_id)
);

create table if not exists ${schema}nas (
  id serial primary key,
  nasname text not null,
  shortname text not null,
  type text not null default 'other',
  ports integer,
  secret text not null,
  server text,
  community text,
  description text
);
create index if not exists nas_nasname on ${schema}nas (nasname);

create table if not exists ${schema}nasreload (
  nasipaddress inet primary key,
  reloadtime timestamptz not null
);

create table if not exists ${schema}radpostauth (
  id bigserial primary key,
  username text not null,
  pass text,
  reply text,
  calledstationid text,
  callingstationid text,
  authdate timestamptz not null default now(),
  class text
);
create index if not exists radpostauth_username_idx on ${schema}radpostauth (username);
create index if not exists radpostauth_class_idx on ${schema}radpostauth (class);

create table if not exists ${schema}radacct (
  radacctid bigserial primary key,
  acctsessionid text not null,
  acctuniqueid text not null unique,
  username text,
  realm text,
  nasipaddress inet not null,
  nasportid text,
  nasporttype text,
  acctstarttime timestamptz,
  acctupdatetime timestamptz,
  acctstoptime timestamptz,
  acctinterval bigint,
  acctsessiontime bigint,
  acctauthentic text,
  connectinfo_start text,
  connectinfo_stop text,
  acctinputoctets bigint,
  acctoutputoctets bigint,
  calledstationid text,
  callingstationid text,
  acctterminatecause text,
  servicetype text,
  framedprotocol text,
  framedipaddress inet,
  framedipv6address inet,
  framedipv6prefix inet,
  framedinterfaceid text,
  delegatedipv6prefix inet,
  class text
);
create index if not exists radacct_active_session_idx on ${schema}radacct (acctuniqueid) where acctstoptime is null;
create index if not exists radacct_bulk_close on ${schema}radacct (nasipaddress, acctstarttime) where acctstoptime is null;
create index if not exists radacct_start_user_idx on ${schema}radacct (acctstarttime, username);
create index if not exists radacct_calss_idx on ${schema}radacct (class);

-- Ours: which operation holds which user name, and what stood there before. The user name is unique over all tenants,
-- because the tables above know no tenant.
create table if not exists ${schema}isp_subscriber (
  tenant_id varchar(63) not null,
  operation_id varchar(120) not null,
  username varchar(64) not null,
  customer_id varchar(64) not null,
  profile varchar(64) not null,
  download_bps bigint not null,
  upload_bps bigint not null,
  static_address varchar(45),
  check_id bigint not null,
  reply_ids varchar(1000) not null,
  before_image text not null,
  desired text not null,
  written_hash varchar(64) not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, operation_id),
  constraint isp_subscriber_username unique (username)
);
create index if not exists isp_subscriber_address on ${schema}isp_subscriber (tenant_id, static_address);

-- Ours: what one operation changed of a subscriber that stands there, for the undo and for a repeat.
create table if not exists ${schema}isp_subscriber_change (
  tenant_id varchar(63) not null,
  operation_id varchar(120) not null,
  username varchar(64) not null,
  before_image text not null,
  before_desired text not null,
  written_hash varchar(64) not null,
  result text not null,
  sessions text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, operation_id)
);
create index if not exists isp_subscriber_change_username on ${schema}isp_subscriber_change (username);
