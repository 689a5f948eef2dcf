-- FreeRADIUS 3.2's tables on MariaDB and MySQL: its columns, types and keys, in our own words.

create table if not exists ${schema}radcheck (
  id int(11) unsigned not null auto_increment,
  username varchar(64) not null default '',
  attribute varchar(64) not null default '',
  op char(2) not null default '==',
  ${value} varchar(253) not null default '',
  primary key (id),
  key username (username(32))
) engine = innodb;

create table if not exists ${schema}radreply (
  id int(11) unsigned not null auto_increment,
  username varchar(64) not null default '',
  attribute varchar(64) not null default '',
  op char(2) not null default '=',
  ${value} varchar(253) not null default '',
  primary key (id),
  key username (username(32))
) engine = innodb;

create table if not exists ${schema}radgroupcheck (
  id int(11) unsigned not null auto_increment,
  groupname varchar(64) not null default '',
  attribute varchar(64) not null default '',
  op char(2) not null default '==',
  ${value} varchar(253) not null default '',
  primary key (id),
  key groupname (groupname(32))
) engine = innodb;

create table if not exists ${schema}radgroupreply (
  id int(11) unsigned not null auto_increment,
  groupname varchar(64) not null default '',
  attribute varchar(64) not null default '',
  op char(2) not null default '=',
  ${value} varchar(253) not null default '',
  primary key (id),
  key groupname (groupname(32))
) engine = innodb;

create table if not exists ${schema}radusergroup (
  id int(11) unsigned not null auto_increment,
  username varchar(64) not null default '',
  groupname varchar(64) not null default '',
  priority int(11) not null default 1,
  primary key (id),
  key username (username(32))
) engine = innodb;

-- Ours: what one operation changed of groups and memberships, for the undo and for a repeat; and one row for each group
-- and user whose rows are being changed, to be waited for.
create table if not exists ${schema}isp_group_change (
  tenant_id varchar(63) character set ascii collate ascii_bin not null,
  operation_id varchar(120) character set ascii collate ascii_bin not null,
  before_image mediumtext character set utf8mb4 not null,
  written_hash varchar(64) character set ascii not null,
  primary key (tenant_id, operation_id)
) engine = innodb;

create table if not exists ${schema}nas (
  id int(10) not null auto_increment,
  nasname varchar(128) not null,
  shortname varchar(32),
  type varchar(30) default 'other',
  ports int(5),
  secret varchar(60) not null default 'secret',
  server varchar(64),
  community varchar(50),
  description varchar(200) default 'RADIUS Client',
  primary key (id),
  key nasname (nasname)
) engine = innodb;

create table if not exists ${schema}nasreload (
  nasipaddress varchar(15) not null,
  reloadtime datetime not null,
  primary key (nasipaddress)
) engine = innodb;

create table if not exists ${schema}radpostauth (
  id int(11) not null auto_increment,
  username varchar(64) not null default '',
  pass varchar(64) not null default '',
  reply varchar(32) not null default '',
  authdate timestamp(6) not null default current_timestamp(6) on update current_timestamp(6),
  class varchar(64),
  primary key (id),
  key username (username),
  key class (class)
) engine = innodb;

create table if not exists ${schema}radacct (
  radacctid bigint(21) not null auto_increment,
  acctsessionid varchar(64) not null default '',
  acctuniqueid varchar(32) not null default '',
  username varchar(64) not null default '',
  realm varchar(64) default '',
  nasipaddress varchar(15) not null default '',
  nasportid varchar(32),
  nasporttype varchar(32),
  acctstarttime datetime,
  acctupdatetime datetime,
  acctstoptime datetime,
  acctinterval int(12),
  acctsessiontime int(12) unsigned,
  acctauthentic varchar(32),
  connectinfo_start varchar(128),
  connectinfo_stop varchar(128),
  acctinputoctets bigint(20),
  acctoutputoctets bigint(20),
  calledstationid varchar(50) not null default '',
  callingstationid varchar(50) not null default '',
  acctterminatecause varchar(32) not null default '',
  servicetype varchar(32),
  framedprotocol varchar(32),
  framedipaddress varchar(15) not null default '',
  framedipv6address varchar(45) not null default '',
  framedipv6prefix varchar(45) not null default '',
  framedinterfaceid varchar(44) not null default '',
  delegatedipv6prefix varchar(45) not null default '',
  class varchar(64),
  primary key (radacctid),
  unique key acctuniqueid (acctuniqueid),
  key username (username),
  key framedipaddress (framedipaddress),
  key framedipv6address (framedipv6address),
  key framedipv6prefix (framedipv6prefix),
  key framedinterfaceid (framedinterfaceid),
  key delegatedipv6prefix (delegatedipv6prefix),
  key acctsessionid (acctsessionid),
  key acctsessiontime (acctsessiontime),
  key acctstarttime (acctstarttime),
  key acctinterval (acctinterval),
  key acctstoptime (acctstoptime),
  key nasipaddress (nasipaddress),
  key class (class)
) engine = innodb;

-- Ours: which operation holds which user name, and what stood there before. The user name is unique over all tenants,
-- because the tables above know no tenant.
create table if not exists ${schema}isp_subscriber (
  tenant_id varchar(63) character set ascii collate ascii_bin not null,
  operation_id varchar(120) character set ascii collate ascii_bin not null,
  username varchar(64) character set ascii collate ascii_bin not null,
  customer_id varchar(64) character set ascii collate ascii_bin not null,
  profile varchar(64) character set ascii collate ascii_bin not null,
  download_bps bigint not null,
  upload_bps bigint not null,
  static_address varchar(45) character set ascii,
  check_id bigint not null,
  reply_ids varchar(1000) character set ascii not null,
  before_image mediumtext character set utf8mb4 not null,
  desired mediumtext character set utf8mb4 not null,
  written_hash varchar(64) character set ascii not null,
  created_at timestamp(6) not null default current_timestamp(6),
  primary key (tenant_id, operation_id),
  unique key isp_subscriber_username (username),
  key isp_subscriber_address (tenant_id, static_address)
) engine = innodb;

-- Ours: what one operation changed of a subscriber that stands there, for the undo and for a repeat.
create table if not exists ${schema}isp_subscriber_change (
  tenant_id varchar(63) character set ascii collate ascii_bin not null,
  operation_id varchar(120) character set ascii collate ascii_bin not null,
  username varchar(64) character set ascii collate ascii_bin not null,
  before_image mediumtext character set utf8mb4 not null,
  before_desired mediumtext character set utf8mb4 not null,
  written_hash varchar(64) character set ascii not null,
  result mediumtext character set utf8mb4 not null,
  sessions mediumtext character set utf8mb4,
  created_at timestamp(6) not null default current_timestamp(6),
  primary key (tenant_id, operation_id),
  key isp_subscriber_change_username (username)
) engine = innodb;
