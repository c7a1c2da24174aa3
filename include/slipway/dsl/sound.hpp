// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <slipway/config.hpp>
#include <slipway/dsl/check.hpp>
#include <slipway/dsl/detail/object_count.hpp>
#include <slipway/dsl/detail/say.hpp>
#include <slipway/dsl/detail/written.hpp>

namespace slipway::dsl {

namespace detail {

/// What one constant evaluation finds in a part of a definition. The first one counts all objects,
/// too: a definition takes compilers time, and most are small enough to be evaluated once.
template <bool Records>
struct part_found {
    struct nothing {};
    std::size_t count = 0, parts = 1;
    std::size_t first = 0, last = 0;  ///< which objects this part has
    bool records = false;             ///< whether it is worth it, which is the same for all parts
    checked_part checked{};
    std::conditional_t<Records, written<20 * SLIPWAY_WEIGHT_PER_EVALUATION>, nothing> recorded{};

    /// Where the part with this number begins and ends: each has objects up to a weight.
    constexpr void cut(const Cluster& cluster, std::size_t number) {
        std::size_t all = 0, before = 0;
        for (const object& o : cluster.resources) all += o.weight();
        const std::size_t room = weight_per_evaluation(all), begin = number * room,
                          end = begin + room;
        parts = all <= room ? 1 : (all + room - 1) / room;
        for (; last != count && before < end; before += cluster.resources[last++].weight())
            if (before < begin) ++first;
    }
};

/// What the compiler finds in a definition: in one constant evaluation, or in one for each part,
/// and one for what concerns all where there is any. With `Records`, it records what is written of
/// the objects as well.
template <Cluster (*Definition)(), bool Records>
struct checked {
    template <std::size_t I>
    static constexpr part_found<Records> find_part() {
        part_found<Records> made;
        const Cluster cluster = Definition();
        made.count = cluster.resources.size();
        if (made.count > SLIPWAY_MOST_CONSTANT_OBJECTS) return made;
        made.cut(cluster, I);
        if (made.parts == 1) check(cluster, made.checked.found);
        else made.checked = check_part(cluster, made.first, made.last);
        if constexpr (Records)
            if ((made.records = worth_recording(cluster)) && made.checked.found.empty())
                record(cluster, made.first, made.last, made.recorded);
        return made;
    }
    // Of the class, not of a function, which would evaluate them once more. Its name is what Clang
    // says where this is no constant.
    template <std::size_t I>
    static constexpr part_found<Records> a_definition_is_constexpr_and_without_wrong_values =
        SLIPWAY_FOLDED(find_part<I>());

    static constexpr std::size_t count =
        a_definition_is_constexpr_and_without_wrong_values<0>.count;
    static constexpr bool records = a_definition_is_constexpr_and_without_wrong_values<0>.records;
    /// Whether the compilers' default limits are wide enough to check it.
    static constexpr bool fits = count <= SLIPWAY_MOST_CONSTANT_OBJECTS;
    static constexpr std::size_t parts =
        a_definition_is_constexpr_and_without_wrong_values<0>.parts;

    template <std::size_t... I>
    static constexpr checked_part together(std::index_sequence<I...>) {
        checked_part all;
        (all.add(a_definition_is_constexpr_and_without_wrong_values<I>.checked), ...);
        return all;
    }
    template <std::size_t N>
    static constexpr checked_part all = together(std::make_index_sequence<N>());

    static constexpr findings find() {
        if constexpr (parts <= 1)
            return a_definition_is_constexpr_and_without_wrong_values<0>.checked.found;
        else if constexpr (!all<parts>.together) return all<parts>.found;
        else return check_rest(Definition(), all<parts>.asked, all<parts>.found);
    }
    static constexpr findings found = find();
};

/// Not where a wrong literal has stopped the evaluation, which the compiler has said then.
template <Cluster (*Definition)(), bool Records>
concept evaluated =
    requires {
        typename std::integral_constant<std::size_t,
                                    checked<Definition, Records>::template a_definition_is_constexpr_and_without_wrong_values<0>.count>;
    };

/// Whether no literal of it was refused, of which findings would speak again. Asked only where
/// there are some, for it evaluates the definition once more.
template <Cluster (*Definition)()>
concept of_right_literals =
    requires { typename std::integral_constant<std::size_t, count_objects<Definition>()>; };

template <Cluster (*Definition)(), bool Records, severity Weight>
constexpr bool say_all() {
    using it = checked<Definition, Records>;
    constexpr std::size_t count =
        Weight == severity::error ? it::found.size() : it::found.warned_size();
    if constexpr (count > 0)
        if constexpr (of_right_literals<Definition>)
            []<std::size_t... I>(std::index_sequence<I...>) {
                (say<it::found, I, Weight>(), ...);
            }(std::make_index_sequence<count>());
    return true;
}

/// Always true: what is wrong has been said, and a second error would only hide it.
template <Cluster (*Definition)(), bool Records>
constexpr bool say_findings() {
    if constexpr (evaluated<Definition, Records>) {
        using it = checked<Definition, Records>;
        static_assert(
            it::fits,
            "this cluster has more objects than compilers check within their default limits: run<...> checks it when its program starts");
        return say_all<Definition, Records, severity::error>();
    } else {
        return true;
    }
}

template <Cluster (*Definition)()>
constexpr bool say_all_findings() {
    if constexpr (evaluated<Definition, false>) {
        return say_findings<Definition, false>() && say_all<Definition, false, severity::warning>();
    } else {
        return true;
    }
}

}  // namespace detail

/// Whether nothing is wrong with a cluster. What is wrong is said by the compiler: a sentence, the
/// names and the line of the object for each of the first findings.
template <Cluster (*Definition)()>
inline constexpr bool sound = detail::say_findings<Definition, false>();

/// The same, with warnings as errors.
template <Cluster (*Definition)()>
inline constexpr bool spotless = detail::say_all_findings<Definition>();

}  // namespace slipway::dsl
