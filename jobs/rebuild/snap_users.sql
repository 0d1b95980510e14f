-- Generated from pipeline/Aurora/schema.sql.
-- The state of users at the end of the business day, from the full load and every change file there is.
-- Grain: one row per user_id; deleted ones are marked.
--
-- Gives the same rows as the daily job. Run it by hand for the day before the first daily run, or after a gap.
use ${hivevar:database};
set mapreduce.input.fileinputformat.input.dir.recursive=true;
set hive.mapred.supports.subdirectories=true;

create external table if not exists raw_users_all (
  op string,
  dms_commit_ts string,
  user_id bigint,
  nickname string,
  country string,
  gender string,
  birthday date,
  is_vip boolean,
  signup_platform string,
  invite_code string,
  profile string,
  created_at bigint,
  updated_at bigint,
  change_seq string)
stored as parquet
location 's3://${hivevar:data_bucket}/aurora/nonolive/users';

with all_rows as (
  select
    'users' as table_name,
    user_id,
    nickname,
    country,
    gender,
    birthday,
    is_vip,
    signup_platform,
    invite_code,
    profile,
    created_at,
    updated_at,
    op, coalesce(change_seq, '') = '' as is_load,
    case when coalesce(change_seq, '') = ''
      then concat(substr(regexp_replace(dms_commit_ts, '[^0-9]', ''), 1, 16), '0000000000000000000')
      else change_seq end as version
  from raw_users_all
  where coalesce(change_seq, '') = '' or dms_commit_ts < cast(to_utc_timestamp('${hivevar:dt_after1} 00:00:00', '${hivevar:business_zone}') as string)
),

known as (
  select 'users' as table_name, min(version) as load_version
  from all_rows
  where is_load
),

current_rows as (
  select all_rows.*
  from all_rows
  join known on all_rows.table_name = known.table_name
  where (known.load_version is null or all_rows.version >= known.load_version)
    and user_id is not null
    and op in ('I', 'U', 'D')
),

latest as (
  select *
  from (
    select current_rows.*, row_number() over (partition by user_id order by version desc, op desc) as age
    from current_rows
  ) ordered
  where age = 1
)

insert overwrite table snap_users partition (dt = '${hivevar:dt}')
select
  user_id,
  nickname,
  country,
  gender,
  birthday,
  is_vip,
  signup_platform,
  invite_code,
  profile,
  created_at,
  updated_at,
  op = 'D' as is_deleted,
  version
from latest;
