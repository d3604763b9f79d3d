/* Transforms. */
#include "spec/properties_table.h"

#define AS_ONE                                                                                               \
  { "as", NEEDED, S(string), "the new column" }
#define GROUP_BY                                                                                             \
  { "groupby", YES, S(strings), "the columns that make groups" }

/* ---- Summaries ---- */

static const CairnPropertyRow measure_rows[] = {
    {"op", NEEDED, S(operation), "the summary"},
    {"field", YES, S(string), "of this column (of none: count)"},
    {"exponential_param", YES, S(number), "of exponential and exponentialb: weight of the latest row"},
    AS_ONE,
};
static const CairnKind measure = {"a summary", "Summary", ROWS(measure_rows)};
static const CairnShape measures = {.takes = ARRAY,
                                    .items = &(const CairnShape){.takes = OBJECT, KIND(measure)}};

static const CairnPropertyRow aggregate_rows[] = {{"aggregate", NEEDED, &measures, "summaries of each group"},
                                                  GROUP_BY};
static const CairnPropertyRow joinaggregate_rows[] = {
    {"joinaggregate", NEEDED, &measures, "summaries of each group, added to its rows"}, GROUP_BY};

static const CairnPropertyRow sort_rows[] = {
    {"field", NEEDED, S(string), "the column"},
    {"order", YES, S(order_n), "direction"},
};
static const CairnKind sort_field = {"a sort", "Sort", ROWS(sort_rows)};
static const CairnShape sort = {.takes = ARRAY,
                                .items = &(const CairnShape){.takes = OBJECT, KIND(sort_field)}};

static const CairnShape window_op = {
    .takes = STRING,
    .words = WORDS("row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead",
                   "first_value", "last_value", "nth_value", "count", "valid", "missing", "distinct", "sum",
                   "product", "mean", "average", "variance", "variancep", "stdev", "stdevp", "stderr",
                   "median", "q1", "q3", "ci0", "ci1", "min", "max", "argmin", "argmax", "values",
                   "exponential", "exponentialb")};
static const CairnPropertyRow window_field_rows[] = {
    {"op", NEEDED, &window_op, "what is computed"},
    {"field", YES, S(string), "of this column"},
    {"param", YES, S(number), "of ntile, lag, lead and nth_value"},
    {"exponential_param", YES, S(number), "of exponential and exponentialb: weight of the latest row"},
    AS_ONE,
};
static const CairnKind window_field = {"a window operation", "Window operation", ROWS(window_field_rows)};
static const CairnShape window_fields = {.takes = ARRAY,
                                         .items = &(const CairnShape){.takes = OBJECT, KIND(window_field)}};
static const CairnPropertyRow window_rows[] = {
    {"window", NEEDED, &window_fields, "what is computed for each row from those around it"},
    {"frame", YES, S(frame), "rows before and after, null: all"},
    {"ignorePeers", YES, S(boolean), "whether rows of the same place in the sort are taken one by one"},
    {"sort", YES, &sort, "order of the rows"},
    GROUP_BY,
};

/* ---- Columns ---- */

static const CairnPropertyRow bin_rows[] = {
    {"bin", NEEDED, S(bin), "true, or how"},
    {"field", NEEDED, S(string), "the column to put in bins"},
    {"as", NEEDED, S(one_or_more_strings), "the new column, or two: start and end"},
};
static const CairnPropertyRow calculate_rows[] = {
    {"calculate", NEEDED, S(string), "an expression, of datum"},
    AS_ONE,
};
static const CairnPropertyRow filter_rows[] = {{"filter", NEEDED, S(predicate), "which rows stay"}};
static const CairnPropertyRow time_unit_rows[] = {
    {"timeUnit", NEEDED, S(time_unit), "the parts of the date that are kept"},
    {"field", NEEDED, S(string), "the column of dates"},
    AS_ONE,
};
static const CairnPropertyRow stack_rows[] = {
    {"stack", NEEDED, S(string), "the column to stack"},
    GROUP_BY,
    {"offset", YES, &(const CairnShape){.takes = STRING, .words = WORDS("zero", "center", "normalize")},
     "from where"},
    {"sort", YES, &sort, "order of the parts"},
    {"as", NEEDED, S(one_or_more_strings), "the new columns: start and end"},
};

/* ---- Rows ---- */

static const CairnPropertyRow flatten_rows[] = {
    {"flatten", NEEDED, S(strings), "columns of arrays; each item gets a row"},
    {"as", YES, S(strings), "the new columns"},
};
static const CairnPropertyRow fold_rows[] = {
    {"fold", NEEDED, S(strings), "columns; each gets a row of its own"},
    {"as", YES, S(two_strings), "the columns for name and value; \"key\" and \"value\" unless given"},
};
static const CairnPropertyRow pivot_rows[] = {
    {"pivot", NEEDED, S(string), "the column whose values become columns"},
    {"value", NEEDED, S(string), "the column with their values"},
    {"op", YES, S(operation), "how values that meet are summarised"},
    {"limit", YES, S(number), "most new columns; 0: all"},
    GROUP_BY,
};
static const CairnPropertyRow impute_rows[] = {
    {"impute", NEEDED, S(string), "the column with missing values"},
    {"key", NEEDED, S(string), "the column that tells the rows of a group apart"},
    {"keyvals", YES, S(keyvals), "further keys for which rows are made"},
    {"method", YES, S(impute_method), "what is put in"},
    {"value", YES, S(anything), "... with the method \"value\""},
    {"frame", YES, S(frame), "the rows before and after that a method sees"},
    GROUP_BY,
};
static const CairnPropertyRow lookup_data_rows[] = {
    {"data", NEEDED, S(data), "the other table"},
    {"key", NEEDED, S(string), "its column to find rows by"},
    {"fields", YES, S(strings), "the columns that are taken"},
};
static const CairnPropertyRow lookup_param_rows[] = {
    {"param", NEEDED, S(string), "a selection with the rows"},
    {"key", NEEDED, S(string), "their column to find rows by"},
    {"fields", YES, S(strings), "the columns that are taken"},
};
static const CairnKind lookup_data = {"a lookup's source", "Lookup in data", ROWS(lookup_data_rows)};
static const CairnKind lookup_param = {"a lookup's source", "Lookup in a selection", ROWS(lookup_param_rows)};
static const CairnVariant lookup_variants[] = {{"param", NULL, &lookup_param}, {NULL, NULL, &lookup_data}};
static const CairnPropertyRow lookup_rows[] = {
    {"lookup", NEEDED, S(string), "the column to find"},
    {"from", NEEDED, &(const CairnShape){.takes = OBJECT, VARIANTS(lookup_variants)}, "where"},
    {"as", YES, S(one_or_more_strings), "the new columns"},
    {"default", YES, S(anything), "the value where nothing is found"},
};
static const CairnPropertyRow sample_rows[] = {{"sample", NEEDED, S(number), "most rows that stay"}};
static const CairnPropertyRow extent_rows[] = {
    {"extent", NEEDED, S(string), "the column whose least and greatest value are wanted"},
    {"param", NEEDED, S(string), "the parameter that takes them"},
};

/* ---- Statistics ---- */

static const CairnPropertyRow density_rows[] = {
    {"density", NEEDED, S(string), "the column whose distribution is estimated"},
    {"bandwidth", YES, S(number), "of the Gaussian kernel; 0: estimated"},
    {"extent", YES, S(two_numbers), "from where to where"},
    {"steps", YES, S(number), "points"},
    {"minsteps", YES, S(number), "least points"},
    {"maxsteps", YES, S(number), "most points"},
    {"counts", YES, S(boolean), "times the number of rows"},
    {"cumulative", YES, S(boolean), "cumulative distribution"},
    {"resolve", YES, S(resolve_mode), "whether groups share the extent"},
    {"as", YES, S(two_strings), "the new columns; \"value\" and \"density\" unless given"},
    GROUP_BY,
};
static const CairnShape method = {.takes = STRING,
                                  .words = WORDS("linear", "log", "exp", "pow", "quad", "poly")};
static const CairnPropertyRow regression_rows[] = {
    {"regression", NEEDED, S(string), "the column that depends"},
    {"on", NEEDED, S(string), "the column on which it depends"},
    {"method", YES, &method, "the model"},
    {"order", YES, S(number), "of polynomials"},
    {"extent", YES, S(two_numbers), "from where to where"},
    {"params", YES, S(boolean), "the coefficients instead of the curve"},
    {"as", YES, S(two_strings), "the new columns"},
    GROUP_BY,
};
static const CairnPropertyRow loess_rows[] = {
    {"loess", NEEDED, S(string), "the column that depends"},
    {"on", NEEDED, S(string), "the column on which it depends"},
    {"bandwidth", YES, S(number), "share of the rows in each local fit"},
    {"as", YES, S(two_strings), "the new columns"},
    GROUP_BY,
};
static const CairnPropertyRow quantile_rows[] = {
    {"quantile", NEEDED, S(string), "the column whose quantiles are wanted"},
    {"probs", YES, S(numbers), "their probabilities"},
    {"step", YES, S(number), "or the step from one to the next"},
    {"as", YES, S(two_strings), "the new columns; \"prob\" and \"value\" unless given"},
    GROUP_BY,
};

/* ---- All of them ---- */

#define TRANSFORM(id, title)                                                                                 \
  static const CairnKind id##_transform = {"a transform \"" #id "\"", title, ROWS(id##_rows)}
TRANSFORM(aggregate, "Transform: aggregate");
TRANSFORM(bin, "Transform: bin");
TRANSFORM(calculate, "Transform: calculate");
TRANSFORM(density, "Transform: density");
TRANSFORM(extent, "Transform: extent");
TRANSFORM(filter, "Transform: filter");
TRANSFORM(flatten, "Transform: flatten");
TRANSFORM(fold, "Transform: fold");
TRANSFORM(impute, "Transform: impute");
TRANSFORM(joinaggregate, "Transform: joinaggregate");
TRANSFORM(loess, "Transform: loess");
TRANSFORM(lookup, "Transform: lookup");
TRANSFORM(pivot, "Transform: pivot");
TRANSFORM(quantile, "Transform: quantile");
TRANSFORM(regression, "Transform: regression");
TRANSFORM(sample, "Transform: sample");
TRANSFORM(stack, "Transform: stack");
TRANSFORM(time_unit, "Transform: timeUnit");
TRANSFORM(window, "Transform: window");

/* "extent" and "sample" are members of others too. */
static const CairnVariant transform_variants[] = {
    {"aggregate", NULL, &aggregate_transform},
    {"bin", NULL, &bin_transform},
    {"calculate", NULL, &calculate_transform},
    {"density", NULL, &density_transform},
    {"filter", NULL, &filter_transform},
    {"flatten", NULL, &flatten_transform},
    {"fold", NULL, &fold_transform},
    {"impute", NULL, &impute_transform},
    {"joinaggregate", NULL, &joinaggregate_transform},
    {"loess", NULL, &loess_transform},
    {"lookup", NULL, &lookup_transform},
    {"pivot", NULL, &pivot_transform},
    {"quantile", NULL, &quantile_transform},
    {"regression", NULL, &regression_transform},
    {"stack", NULL, &stack_transform},
    {"timeUnit", NULL, &time_unit_transform},
    {"window", NULL, &window_transform},
    {"sample", NULL, &sample_transform},
    {"extent", NULL, &extent_transform},
};
const CairnShape cairn_shape_transforms = {
    .takes = ARRAY, .items = &(const CairnShape){.takes = OBJECT, VARIANTS(transform_variants)}};
