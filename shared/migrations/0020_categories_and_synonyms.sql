-- Staff edit categories and the synonyms of the search, and see searches that found nothing.

alter table categories
  add column image text,
  add column version integer not null default 1,
  add column updated_at timestamptz not null default now(),
  -- Staff changed the name. From then on an import keeps it.
  add column name_edited boolean not null default false,
  add constraint categories_image_is_https check (image like 'https://%');

-- Former slugs, so that links to a renamed or merged category still lead to its products.
create table category_former_slugs (
  slug text collate "C" not null,
  category_id text collate "C" not null,
  constraint category_former_slugs_pkey primary key (slug),
  constraint category_former_slugs_category_fkey foreign key (category_id) references categories (id) on delete cascade
);
create index category_former_slugs_category_idx on category_former_slugs (category_id);

-- Ids of merged categories. An import derives the id from the path in its file, so it finds the remaining category here.
create table category_former_ids (
  id text collate "C" not null,
  category_id text collate "C" not null,
  constraint category_former_ids_pkey primary key (id),
  constraint category_former_ids_category_fkey foreign key (category_id) references categories (id) on delete cascade
);
create index category_former_ids_category_idx on category_former_ids (category_id);

-- The last line against cycles, whoever moves a category. The lock makes concurrent moves take turns: each of two moves that
-- together form a cycle would see none. Routines take the same lock first (lock_category_tree).
create function refuse_category_cycle() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('category_tree'));
  if exists (
    with recursive above as (
      select new.parent_id as id
      union
      select c.parent_id from categories c join above on c.id = above.id
    )
    select from above where id = new.id)
  then
    raise exception 'category % would be below itself', new.id using errcode = '23514', constraint = 'categories_no_cycle';
  end if;
  return null;
end $$;
create trigger categories_no_cycle after update of parent_id on categories
  for each row when (new.parent_id is distinct from old.parent_id) execute function refuse_category_cycle();
