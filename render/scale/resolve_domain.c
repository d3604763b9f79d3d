/* The domain of a scale: what its uses say, or what their data hold. */
#include "scale/resolve_parts.h"

#include "scale/domain_sort.h"

#include <string.h>

/* Values in the order in which they are found; discrete domains drop repetitions later. */
typedef struct Domain {
  GArray *values; /* CairnValue */
  double low, high;
  const char *field; /* the first that was added */
} Domain;

static void add_value(Domain *domain, CairnValue value) {
  g_array_append_val(domain->values, value);
}

static void add_number(Domain *domain, double number) {
  if (isnan(number)) return;
  domain->low = fmin(domain->low, number);
  domain->high = fmax(domain->high, number);
}

/* ---- Explicit domains ---- */

static bool add_constants(CairnScaleSet *set, Domain *domain, const CairnChannelDef *def,
                          const json_t *list) {
  for (size_t i = 0; i < json_array_size(list); i++)
    add_value(domain, cairn_scale_constant(set->arena, def, json_array_get(list, i), set->zone));
  return true;
}

static const json_t *explicit_domain(const CairnScaleUse *use) {
  const json_t *given = cairn_json_get(cairn_json_get(use->def->node, "scale"), "domain");
  return json_is_array(given) ? given : NULL;
}

/* Has an earlier use spelled out the same domain? */
static bool is_repeated(const CairnScaleBinding *binding, size_t use) {
  const json_t *given = explicit_domain(&binding->uses[use]);
  for (size_t i = 0; i < use; i++) {
    const json_t *before = explicit_domain(&binding->uses[i]);
    if (before == given || (before && json_equal((json_t *)before, (json_t *)given))) return true;
  }
  return false;
}

/* Different domains of numbers or times reach from the least to the greatest. */
static void join_explicit(const CairnScaleBinding *binding, Domain *domain) {
  double low = INFINITY, high = -INFINITY;
  for (guint i = 0; i < domain->values->len; i++) {
    double number = cairn_value_to_quantity(g_array_index(domain->values, CairnValue, i));
    low = fmin(low, number);
    high = fmax(high, number);
  }
  if (!(low <= high)) return;
  bool temporal = cairn_scale_type_is_temporal(binding->type);
  g_array_set_size(domain->values, 0);
  add_value(domain, temporal ? cairn_value_time(low) : cairn_value_number(low));
  add_value(domain, temporal ? cairn_value_time(high) : cairn_value_number(high));
}

/* Adds the domains that uses spell out; false when none does. */
static bool add_explicit(CairnScaleSet *set, const CairnScaleBinding *binding, Domain *domain) {
  size_t n = 0;
  for (size_t i = 0; i < binding->n_uses; i++) {
    const CairnScaleUse *use = &binding->uses[i];
    const json_t *given = explicit_domain(use);
    if (given && !is_repeated(binding, i)) n += add_constants(set, domain, use->def, given);
  }
  if (n > 1 && cairn_scale_type_is_continuous(binding->type)) join_explicit(binding, domain);
  return n > 0;
}

/* ---- Continuous domains from data ---- */

static void add_column(CairnScaleBinding *binding, Domain *domain, const CairnTable *table,
                       const char *name) {
  const CairnColumn *column = name ? cairn_table_column(table, name) : NULL;
  bool all = binding->type == CAIRN_SCALE_QUANTILE;
  if (!domain->field) domain->field = name;
  binding->joins_fields |= g_strcmp0(domain->field, name) != 0;
  if (column && column->facts && !all) {
    add_number(domain, column->facts->low <= column->facts->high ? column->facts->low : NAN);
    add_number(domain, column->facts->low <= column->facts->high ? column->facts->high : NAN);
    return;
  }
  for (size_t row = 0; column && row < table->n_rows; row++) {
    double number = cairn_column_quantity(column, row);
    if (all && isfinite(number)) add_value(domain, cairn_value_number(number));
    add_number(domain, isfinite(number) ? number : NAN);
  }
}

static bool shares_unaggregated(const CairnChannelDef *def) {
  static const char *const ops[] = {"mean", "average", "median", "q1", "q3", "min", "max"};
  for (size_t i = 0; def->aggregate && i < G_N_ELEMENTS(ops); i++)
    if (strcmp(ops[i], def->aggregate) == 0) return true;
  return false;
}

static bool wants_unaggregated(const CairnView *unit, const CairnChannelDef *def) {
  const json_t *domain = cairn_json_get(cairn_json_get(def->node, "scale"), "domain");
  const char *name = json_is_string(domain) ? json_string_value(domain) : "";
  bool by_config = !domain && json_is_true(cairn_config_get(unit->model, "scale", "useUnaggregatedDomain"));
  return shares_unaggregated(def) && (strcmp(name, "unaggregated") == 0 || by_config);
}

static void add_numbers_of(CairnScaleSet *set, CairnScaleBinding *binding, Domain *domain,
                           const CairnView *unit, const CairnChannelDef *def) {
  const CairnTable *table = unit->domain_table;
  const CairnStack *stack = unit->stack;
  if (def->datum) {
    add_number(domain, cairn_value_to_quantity(cairn_scale_constant(set->arena, def, def->datum, set->zone)));
  } else if (stack && stack->channel == def->channel && stack->offset == CAIRN_STACK_NORMALIZE) {
    add_number(domain, 0);
    add_number(domain, 1);
  } else if (stack && stack->channel == def->channel) {
    add_column(binding, domain, table, stack->start);
    add_column(binding, domain, table, stack->end);
  } else if (wants_unaggregated(unit, def)) {
    add_column(binding, domain, unit->raw, def->field);
  } else if (def->bin && def->bin_step > 0) {
    add_number(domain, def->bin_start);
    add_number(domain, def->bin_stop);
  } else {
    const char *shifted = cairn_arena_printf(set->arena, "%s_band_start", def->column);
    if (def->column && cairn_table_column(table, shifted)) {
      add_column(binding, domain, table, shifted);
      add_column(binding, domain, table, cairn_arena_printf(set->arena, "%s_band_end", def->column));
      return;
    }
    add_column(binding, domain, table, def->column);
    CairnChannel second = cairn_channel_secondary(def->channel);
    const CairnChannelDef *secondary = second == CAIRN_N_CHANNELS ? NULL : unit->channels[second];
    double band = cairn_scale_band_position(unit, def, secondary);
    bool has_band = !isnan(band) && (band != 0 || !def->time_unit_binned); /* at its start, time that is binned already ends nowhere */
    bool has_band_end = def->time_unit && def->type == CAIRN_TEMPORAL && cairn_channel_main(def->channel) == def->channel && has_band;
    const char *end = def->column_end ? def->column_end : NULL;
    if (has_band_end && !end && def->column) end = cairn_arena_printf(set->arena, "%s_end", def->column);
    if (has_band_end) add_column(binding, domain, table, end);
  }
}

static void add_continuous(CairnScaleSet *set, CairnScaleBinding *binding, Domain *domain) {
  for (size_t i = 0; i < binding->n_uses; i++) {
    const CairnScaleUse *use = &binding->uses[i];
    add_numbers_of(set, binding, domain, use->unit, use->def);
    /* Second angles and radii do not extend the domain, as in Vega-Lite. */
    CairnChannel second = cairn_channel_is_xy(use->def->channel) ? cairn_channel_secondary(use->def->channel) : CAIRN_N_CHANNELS;
    const CairnChannelDef *secondary = second == CAIRN_N_CHANNELS ? NULL : use->unit->channels[second];
    if (secondary && (secondary->column || secondary->datum)) {
      CairnChannelDef typed = *secondary;
      typed.type = use->def->type;
      add_numbers_of(set, binding, domain, use->unit, &typed);
    }
  }
  bool temporal = cairn_scale_type_is_temporal(binding->type);
  if (binding->type == CAIRN_SCALE_QUANTILE) return;
  /* Data without a number have no ends. */
  double low = domain->low <= domain->high ? domain->low : NAN, high = domain->low <= domain->high ? domain->high : NAN;
  add_value(domain, temporal ? cairn_value_time(low) : cairn_value_number(low));
  add_value(domain, temporal ? cairn_value_time(high) : cairn_value_number(high));
}

/* ---- All of it ---- */

/* What the data's numbers are united with; discrete domains do so as they are sorted. */
static void add_union(CairnScaleSet *set, const CairnScaleBinding *binding, Domain *domain) {
  const json_t *more = cairn_json_get(cairn_scale_property(binding, "domain"), "unionWith");
  for (size_t i = 0; i < json_array_size(more); i++)
    add_number(domain, cairn_value_to_quantity(cairn_scale_constant(set->arena, binding->uses[0].def,
                                                                    json_array_get(more, i), set->zone)));
}

static double bound(CairnScaleSet *set, const CairnScaleBinding *binding, const char *name) {
  const json_t *given = cairn_scale_property(binding, name);
  if (!given || json_is_null(given)) return NAN;
  return cairn_value_to_quantity(cairn_scale_constant(set->arena, binding->uses[0].def, given, set->zone));
}

/* A list may name a value twice; it still has one place. */
static void drop_repeated(CairnArena *arena, GArray *values) {
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  guint n = 0;
  for (guint i = 0; i < values->len; i++) {
    CairnValue value = g_array_index(values, CairnValue, i);
    if (g_hash_table_add(seen, (void *)cairn_value_key(arena, value))) g_array_index(values, CairnValue, n++) = value;
  }
  g_array_set_size(values, n);
}

bool cairn_scale_resolve_domain(CairnScaleSet *set, CairnScaleBinding *binding, GError **error) {
  Domain domain = {g_array_new(FALSE, FALSE, sizeof(CairnValue)), INFINITY, -INFINITY, NULL};
  bool is_explicit = add_explicit(set, binding, &domain), ok = true;
  if (!is_explicit) {
    if (binding->type == CAIRN_SCALE_BIN_ORDINAL)
      ok = true;
    else if (cairn_scale_type_is_discrete(binding->type))
      ok = cairn_domain_collect(set, binding, domain.values, error);
    else {
      add_union(set, binding, &domain);
      add_continuous(set, binding, &domain);
    }
  }
  if (is_explicit && cairn_scale_type_is_discrete(binding->type)) drop_repeated(set->arena, domain.values);
  CairnValue *values = cairn_arena_array(set->arena, domain.values->len, CairnValue);
  if (domain.values->len) memcpy(values, domain.values->data, domain.values->len * sizeof(CairnValue));
  binding->options.domain = values;
  binding->options.n_domain = domain.values->len;
  g_array_free(domain.values, TRUE);
  binding->options.domain_min = bound(set, binding, "domainMin");
  binding->options.domain_max = bound(set, binding, "domainMax");
  /* A middle is for diverging colours; other ranges have no middle to go with it. */
  if (cairn_channel_is_color(binding->channel)) binding->options.domain_mid = bound(set, binding, "domainMid");
  return ok;
}
