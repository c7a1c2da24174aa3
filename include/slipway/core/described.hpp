// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <boost/hana/accessors.hpp>
#include <boost/hana/adapt_struct.hpp>
#include <boost/hana/concept/struct.hpp>
#include <boost/hana/define_struct.hpp>
#include <boost/hana/first.hpp>
#include <boost/hana/for_each.hpp>
#include <boost/hana/second.hpp>

namespace slipway::core {

/// A struct whose members are known by Boost.Hana: `BOOST_HANA_DEFINE_STRUCT(Spec, (long, size),
/// (text, image))`, or `BOOST_HANA_ADAPT_STRUCT` for one that is there.
template <class T>
concept described = boost::hana::Struct<T>::value;

/// Calls `visit(name, member)` for each member, in the order in which they are described.
template <described T, class Visit>
constexpr void each_described(const T& o, Visit visit) {
    boost::hana::for_each(boost::hana::accessors<T>(), [&](const auto& accessor) {
        visit(std::string_view(boost::hana::first(accessor).c_str()),
              boost::hana::second(accessor)(o));
    });
}

}  // namespace slipway::core
