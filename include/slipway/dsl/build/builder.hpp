// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: a tenth of a second for those who write no sentences.

#include <concepts>

#include <slipway/core/optional.hpp>
#include <slipway/dsl/metadata.hpp>

namespace slipway::dsl::detail {

/// What is said of a list is added to it; to an empty one without a copy.
template <class Item>
constexpr void add_all(core::list<Item>& to, const core::list<Item>& more) {
    if (to.empty()) to = more;
    else
        for (const Item& one : more) to.push_back(one);
}
template <class Item>
constexpr void add_all(entries<Item>& to, const entries<Item>& more) {
    if (to.empty()) to = more;
    else
        for (const core::entry<text>& e : more) to.push_back({e.key, e.value});
}

}  // namespace slipway::dsl::detail

namespace slipway::dsl::build {

/// What has to be said of a kind: a builder's type carries the sum of what was not said yet.
namespace needs {
inline constexpr unsigned nothing = 0, an_image = 1, containers = 2, a_schedule = 4, a_size = 8;
inline constexpr unsigned a_role = 16, a_target = 32, a_maximum = 64, a_value = 128;
}

/// What all builders have: the value that is being made, which goes from each sentence to the next, and which the last one
/// becomes. `Self` is the builder's own template.
template <template <unsigned> class Self, class Kind, unsigned Missing>
class [[nodiscard]] builder {
public:
    using kind = Kind;

    constexpr explicit builder(const core::optional<Kind>& begun) : made_(begun) {}
    constexpr explicit builder(core::optional<Kind>&& begun) : made_(static_cast<core::optional<Kind>&&>(begun)) {}

    /// It stands wherever its kind does: as that, among the resources of a cluster, as a reference, a volume or a subject.
    template <class T>
        requires std::convertible_to<const Kind&, T>
    constexpr operator T() const& {
        return check_all_is_said(), *made_;
    }
    template <class T>
        requires std::convertible_to<const Kind&, T>
    constexpr operator T() && {
        check_all_is_said();
        if constexpr (std::same_as<T, Kind>) return static_cast<Kind&&>(edit());
        else return *made_;
    }

protected:
    constexpr Kind& edit() { return made_.emplace(); }
    constexpr core::optional<Kind>&& taken() { return static_cast<core::optional<Kind>&&>(made_); }
    constexpr Self<Missing> said() { return Self<Missing>(taken()); }

private:
    static constexpr void check_all_is_said() {
        static_assert(!(Missing & needs::an_image), "this container has no image: say .image(\"...\")");
        static_assert(!(Missing & needs::containers), "this runs no containers: say .runs(build::container(\"...\"))");
        static_assert(!(Missing & needs::a_schedule), "this CronJob has no schedule: say .schedule(\"...\")");
        static_assert(!(Missing & needs::a_size), "this PersistentVolumeClaim has no size: say .size(\"...\")");
        static_assert(!(Missing & needs::a_role), "this binding grants no role: say .roleRef(...)");
        static_assert(!(Missing & needs::a_target), "this autoscaler has nothing to scale: say .scaleTargetRef(...)");
        static_assert(!(Missing & needs::a_maximum), "this autoscaler has no upper bound: say .maxReplicas(...)");
        static_assert(!(Missing & needs::a_value), "this PriorityClass has no value: say .value(...)");
    }

    core::optional<Kind> made_;
};

/// What makes an object of a kind: a builder of it.
template <class T>
concept a_builder = requires { typename T::kind; } && std::convertible_to<T, typename T::kind>;

/// Of an object: names, labels and annotations.
template <template <unsigned> class Self, class Kind, unsigned Missing>
class object_builder : public builder<Self, Kind, Missing> {
public:
    using builder<Self, Kind, Missing>::builder;

    constexpr Self<Missing> label(const label_key& key, const label_value& value) && {
        return this->edit().labels.push_back({key, value}), this->said();
    }
    constexpr Self<Missing> labels(const dsl::labels& more) && { return detail::add_all(this->edit().labels, more), this->said(); }
    constexpr Self<Missing> annotation(const label_key& key, const text& value) && {
        return this->edit().annotations.push_back({key, value}), this->said();
    }
    constexpr Self<Missing> annotations(const dsl::annotations& more) && {
        return detail::add_all(this->edit().annotations, more), this->said();
    }
};

/// And the namespace, of an object that stands in one.
template <template <unsigned> class Self, class Kind, unsigned Missing>
class namespaced_builder : public object_builder<Self, Kind, Missing> {
public:
    using object_builder<Self, Kind, Missing>::object_builder;

    constexpr Self<Missing> in_namespace(const short_name& space) && { return this->edit().namespace_ = space, this->said(); }
};

}  // namespace slipway::dsl::build
