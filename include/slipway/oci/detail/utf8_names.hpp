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
    utf8_names() : before_(::uselocale(utf8())) {}  // which changes nothing where there is none
    utf8_names(const utf8_names&) = delete;
    utf8_names& operator=(const utf8_names&) = delete;
    ~utf8_names() { ::uselocale(before_); }

private:
    // Of the process, and never freed: threads may be about to end with it in use.
    static locale_t utf8() {
        static const locale_t mine = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
        return mine;
    }

    locale_t before_;
};

}  // namespace slipway::oci::detail
