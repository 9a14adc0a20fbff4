-- What is new waits in a list that every search reads from end to end, until it is 4 MB long or something tidies up: after
-- an import each question to the index took 13 ms instead of 0.1. So the lists are kept short.
alter index product_search_terms_idx set (gin_pending_list_limit = 256);
alter index product_misspellings_idx set (gin_pending_list_limit = 256);
select gin_clean_pending_list('product_search_terms_idx');
select gin_clean_pending_list('product_misspellings_idx');
