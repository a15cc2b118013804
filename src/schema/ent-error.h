/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ENT_ERROR (ent_error_quark ())

/**
 * EntError:
 * @ENT_ERROR_INVALID: a value or a file does not follow the rules
 * @ENT_ERROR_NOT_FOUND: no such record, file or remote
 * @ENT_ERROR_EXISTS: something of that name is already there
 * @ENT_ERROR_NOT_WORKSPACE: the file is something else
 * @ENT_ERROR_NEWER: the file was written by a newer version
 * @ENT_ERROR_DAMAGED: the file is truncated or its content contradicts itself
 * @ENT_ERROR_READ_ONLY: the file or its folder cannot be written
 * @ENT_ERROR_BUSY: another process keeps the file locked
 * @ENT_ERROR_FULL: no space left
 * @ENT_ERROR_FAILED: anything else
 *
 * What can go wrong, told apart where a caller acts on the difference.
 */
typedef enum
{
  ENT_ERROR_INVALID,
  ENT_ERROR_NOT_FOUND,
  ENT_ERROR_EXISTS,
  ENT_ERROR_NOT_WORKSPACE,
  ENT_ERROR_NEWER,
  ENT_ERROR_DAMAGED,
  ENT_ERROR_READ_ONLY,
  ENT_ERROR_BUSY,
  ENT_ERROR_FULL,
  ENT_ERROR_FAILED,
} EntError;

GQuark ent_error_quark (void);

G_END_DECLS
