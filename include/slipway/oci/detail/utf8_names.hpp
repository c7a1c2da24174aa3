// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <clocale>

#include <locale.h>

namespace slipway::oci::detail {

/// As long as it lives, names are UTF-8 for libarchive in this thread, whatever the locale of the
/// program is. A pax header has them in UTF-8 (POSIX, pax, "pax Extended Header"), so they go out
/// byte by byte; those that are no UTF-8 do so, too, with a record that says so (hdrcharset), of
/// which GNU tar warns.
class utf8_names {
public:
    utf8_names()
        : mine_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)),
          before_(::uselocale(mine_)) {}  // which changes nothing where there is none
    utf8_names(const utf8_names&) = delete;
    utf8_names& operator=(const utf8_names&) = delete;
    ~utf8_names() {
        ::uselocale(before_);
        if (mine_) ::freelocale(mine_);
    }

private:
    locale_t mine_, before_;
};

}  // namespace slipway::oci::detail
