/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What one client may ask for. Beyond it, each has a status of its own: a client that halves its batches gets through. */

/* bytes of a request's body, as sent and unpacked: 413; the greatest file that Entente attaches is 27 MiB in base64 */
#define ENT_ATLAS_LIMIT_BODY (32 * 1024 * 1024)

/* bytes of the bodies of all requests under way: 503 */
#define ENT_ATLAS_LIMIT_BODIES (512 * 1024 * 1024)

/* bytes of a body that are read and dropped after it is known to be too large */
#define ENT_ATLAS_LIMIT_DROPPED (64 * 1024 * 1024)

/* documents of one batch: 413 */
#define ENT_ATLAS_LIMIT_BATCH 10000

/* bytes of a request's headers: 431 */
#define ENT_ATLAS_LIMIT_HEADERS 16384

/* seconds for a request to come in, unless set otherwise: 408 */
#define ENT_ATLAS_LIMIT_REQUEST_TIME 300

/* seconds of silence on a connection */
#define ENT_ATLAS_LIMIT_SILENCE 75

/* connections of one address, unless set otherwise: 429 */
#define ENT_ATLAS_LIMIT_CONNECTIONS 64

/* bytes of an answer that are made at once; the rest when they are out */
#define ENT_ATLAS_LIMIT_PART (256 * 1024)

/* bytes below which packing an answer is not worth it */
#define ENT_ATLAS_LIMIT_PACK 1024
