/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-schema.h"
#include "ent-value.h"

G_BEGIN_DECLS

GParamSpec *ent_field_create_property (const EntField *field);

void ent_field_value_to_property (const EntField *field,
                                  const EntValue *held,
                                  GValue *value);

void ent_field_value_from_property (const EntField *field,
                                    const GValue *value,
                                    EntValue *wanted);

G_END_DECLS
