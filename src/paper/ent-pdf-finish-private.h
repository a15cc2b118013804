/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-pdf.h"

G_BEGIN_DECLS

void ent_pdf_finish (GByteArray *pdf, const EntPdfInfo *info, const char *language, const EntPaper *paper);

G_END_DECLS
