/* The kinds of transforms, each defined in the file of its name. */
#pragma once

#include "transform/transform.h"

extern const CairnTransformType cairn_transform_aggregate;
extern const CairnTransformType cairn_transform_bin;
extern const CairnTransformType cairn_transform_calculate;
extern const CairnTransformType cairn_transform_density;
extern const CairnTransformType cairn_transform_extent;
extern const CairnTransformType cairn_transform_filter;
extern const CairnTransformType cairn_transform_flatten;
extern const CairnTransformType cairn_transform_fold;
extern const CairnTransformType cairn_transform_impute;
extern const CairnTransformType cairn_transform_joinaggregate;
extern const CairnTransformType cairn_transform_loess;
extern const CairnTransformType cairn_transform_lookup;
extern const CairnTransformType cairn_transform_pivot;
extern const CairnTransformType cairn_transform_quantile;
extern const CairnTransformType cairn_transform_regression;
extern const CairnTransformType cairn_transform_sample;
extern const CairnTransformType cairn_transform_stack;
extern const CairnTransformType cairn_transform_time_unit;
extern const CairnTransformType cairn_transform_window;
