-- Weights of offences in a weight set; a part without a weight of its own has that of the whole.
-- In: weight_set_id. Out: offence_id, weight.
SELECT offence_id, weight FROM known_weight WHERE weight_set_id = :weight_set_id
