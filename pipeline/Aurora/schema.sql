-- The part of the platform's Aurora PostgreSQL database that reports are made of. In production these tables exist; this
-- file creates them for tests, the demo and the sandbox. Times are moments (timestamptz); money is exact (numeric).
create schema nonolive;
set search_path to nonolive;

create type gender as enum ('female', 'male', 'other');
create type platform as enum ('ios', 'android');
create type anchor_status as enum ('active', 'suspended', 'retired');
create type order_status as enum ('paid', 'refunded');
create type payment_method as enum ('google_play', 'app_store', 'bank_transfer', 'e_wallet');

create table users (
  user_id bigint primary key,
  nickname text not null,
  country text,                      -- ISO 3166 alpha-2; unknown for some sign-ups
  gender gender,
  birthday date,
  is_vip boolean not null default false,
  signup_platform platform not null,
  invite_code uuid not null,
  profile jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table guilds (
  guild_id bigint primary key,
  name text not null,
  country text,
  revenue_share numeric(6, 4) not null,  -- part of the gifts' value that the guild is paid
  is_active boolean not null default true,
  created_at timestamptz not null
);

create table anchors (
  anchor_id bigint primary key,
  user_id bigint not null,
  guild_id bigint,                   -- independent anchors have none
  stage_name text not null,
  country text,
  level smallint not null default 1,
  status anchor_status not null default 'active',
  profile jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table rooms (
  room_id bigint primary key,
  anchor_id bigint not null,
  title text not null,
  description text,
  is_private boolean not null default false,
  created_at timestamptz not null
);

create table live_sessions (
  session_id uuid primary key,
  room_id bigint not null,
  anchor_id bigint not null,
  title text,
  platform platform not null,
  settings jsonb,
  started_at timestamptz not null,
  ended_at timestamptz               -- null while live
);

create table gifts (
  gift_id integer primary key,
  name text not null,
  coins bigint not null,
  is_active boolean not null default true,
  effect jsonb,
  created_at timestamptz not null
);

create table gift_orders (
  order_id uuid primary key,
  user_id bigint not null,
  anchor_id bigint not null,
  guild_id bigint,                   -- the anchor's guild when the gift was given; a later change does not move it
  session_id uuid,                   -- null for a gift given from the profile page
  gift_id integer not null,
  quantity integer not null,
  coins bigint not null,             -- price times quantity; negative for corrections by hand
  usd_amount numeric(18, 4) not null,
  platform platform not null,
  message text,
  status order_status not null,
  created_at timestamptz not null,
  refunded_at timestamptz
);

create table recharges (
  recharge_id uuid primary key,
  user_id bigint not null,
  amount numeric(18, 4) not null,
  currency text not null,            -- ISO 4217
  usd_amount numeric(18, 4) not null,
  coins bigint not null,
  platform platform not null,
  method payment_method not null,
  status order_status not null,
  created_at timestamptz not null,
  refunded_at timestamptz
);

create table follows (
  user_id bigint not null,
  anchor_id bigint not null,
  source text,
  created_at timestamptz not null,
  primary key (user_id, anchor_id)   -- rows are deleted on unfollow
);

create table user_devices (
  user_id bigint not null,
  device_id uuid not null,
  platform platform not null,
  model text,
  os_version text,
  push_enabled boolean,
  screen_scale double precision,
  last_seen_at timestamptz not null,
  primary key (user_id, device_id)
);
