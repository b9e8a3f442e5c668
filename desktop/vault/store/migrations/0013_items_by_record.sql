-- Who was sent which version is looked for by its record, in package_record. An index of the items
-- of all packages was the dearest part of recording one: a package of everything wrote nearly all
-- of its pages anew.

DROP INDEX package_item_named;
