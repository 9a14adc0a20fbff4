-- Words that say what somebody may eat. They are never corrected to another word: a search for "halal" that shows "Hall"
-- prawn sticks is worse than one that shows nothing. `core` words are also the only correction of words that differ from them
-- by one letter ("halel").
create or replace function diet_words(out latin text[], out core text[], out chinese text) language sql immutable parallel safe as $$
  select '{allergen, allergy, almond, barley, brazil, casein, cashew, celery, celiac, coconut, coeliac, crab, crustacean, dairy,
      diabetic, eggs, egg, fish, free, gelatin, gelatine, gluten, halal, haram, hazelnut, keto, kosher, lactose, lard, less,
      lobster, lupin, macadamia, maize, meat, milk, mollusc, mollusk, mustard, nuts, nut, oats, oat, organic, oyster, paleo,
      pareve, parve, peanut, pecan, pescatarian, pistachio, plant, pork, prawn, rye, sesame, shellfish, shrimp, soya, soybean,
      spelt, squid, sugar, sulfite, sulphite, vegan, vegetarian, veggie, walnut, wheat, whey, without}'::text[],
    '{almond, cashew, celiac, coeliac, gluten, halal, hazelnut, kosher, lactose, peanut, pistachio, sesame, shellfish, vegan,
      vegetarian, walnut}'::text[],
    '清真|犹太|洁食|素食|素菜|素肉|纯素|全素|净素|蛋奶素|奶素|蛋素|五辛|斋|麸质|麦麸|面筋|乳糖|过敏|致敏|花生|坚果|果仁|杏仁|腰果|核桃|榛子|开心果|芝麻|大豆|黄豆|小麦|甲壳|贝类|有机|(?:不含|无|免|零)[\u3400-\u9fff]'
$$;
