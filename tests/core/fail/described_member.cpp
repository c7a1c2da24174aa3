// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The first type that comes to mind for a text is std::string, which has no place in a table.
// EXPECT: a member of a described struct is slipway::text \(not std::string\)
#include <slipway/core/described_type.hpp>

#include <string>

struct Spec {
#ifdef EXPECT_ERROR
    BOOST_HANA_DEFINE_STRUCT(Spec, (int, size), (std::string, image));
#else
    BOOST_HANA_DEFINE_STRUCT(Spec, (int, size), (slipway::text, image));
#endif
};
const slipway::core::type_info& table = slipway::core::type_info_of<Spec>;
