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
inline constexpr unsigned a_group = 256, kind_names = 512, a_version = 1024, a_source = 2048;
}  // namespace needs

template <template <unsigned> class Self, class Kind, unsigned Missing>
class basic_words;

/// What all builders have: the value that is being made, which goes from each sentence to the next,
/// and which the last one becomes. `Self` is the builder's own template.
template <template <unsigned> class Self, class Kind, unsigned Missing>
class builder {
public:
    using kind = Kind;

    constexpr explicit builder(const core::optional<Kind>& begun) : made_(begun) {}
    constexpr explicit builder(core::optional<Kind>&& begun)
        : made_(static_cast<core::optional<Kind>&&>(begun)) {}

    /// It stands wherever its kind does: as that, among the resources of a cluster, as a reference,
    /// a volume or a subject.
    template <class T>
        requires std::convertible_to<const Kind&, T>
    constexpr operator T() const& {
        return made();
    }
    template <class T>
        requires std::convertible_to<const Kind&, T>
    constexpr operator T() && {
        if constexpr (std::same_as<T, Kind>) return static_cast<builder&&>(*this).given();
        else return made();
    }
    /// What is made, to be moved from.
    constexpr Kind&& given() && {
        return check_all_is_said(), static_cast<Kind&&>(made_.emplace());
    }
    /// What is made, as long as the builder is there.
    constexpr const Kind& made() const { return check_all_is_said(), *made_; }

private:
    static constexpr void check_all_is_said() {
        static_assert(!(Missing & needs::an_image),
                      "this container has no image: say .image(\"...\")");
        static_assert(!(Missing & needs::containers),
                      "this runs no containers: say .runs(build::container(\"...\"))");
        static_assert(!(Missing & needs::a_schedule),
                      "this CronJob has no schedule: say .schedule(\"...\")");
        static_assert(!(Missing & needs::a_size),
                      "this PersistentVolumeClaim has no size: say .size(\"...\")");
        static_assert(!(Missing & needs::a_role), "this binding grants no role: say .roleRef(...)");
        static_assert(!(Missing & needs::a_target),
                      "this autoscaler has nothing to scale: say .scaleTargetRef(...)");
        static_assert(!(Missing & needs::a_maximum),
                      "this autoscaler has no upper bound: say .maxReplicas(...)");
        static_assert(!(Missing & needs::a_value),
                      "this PriorityClass has no value: say .value(...)");
        static_assert(!(Missing & needs::a_group),
                      "this CustomResourceDefinition has no group: say .group(\"...\")");
        static_assert(
            !(Missing & needs::kind_names),
            "this CustomResourceDefinition names no kind: say .names({.plural = \"...\", .kind = \"...\"})");
        static_assert(
            !(Missing & needs::a_version),
            "this CustomResourceDefinition has no version: say .version({.name = \"...\"})");
        static_assert(!(Missing & needs::a_source),
                      "this Image is made of nothing: say .from(program(\"...\"))");
    }

    friend class basic_words<Self, Kind, Missing>;
    core::optional<Kind> made_;
};

/// What words do with the value that is being made. Words are classes of their own without members,
/// beside the builder that has the value, since compilers count what objects take to make and to
/// destroy.
template <template <unsigned> class Self, class Kind, unsigned Missing>
class basic_words {
    using owner = builder<Self, Kind, Missing>;

protected:
    constexpr Kind& edit() {
        return static_cast<owner&>(static_cast<Self<Missing>&>(*this)).made_.emplace();
    }
    constexpr core::optional<Kind>&& taken() {
        return static_cast<core::optional<Kind>&&>(
            static_cast<owner&>(static_cast<Self<Missing>&>(*this)).made_);
    }
    constexpr Self<Missing> said() { return Self<Missing>(taken()); }
};

/// What makes an object of a kind: a builder of it.
template <class T>
concept a_builder = requires { typename T::kind; } && std::convertible_to<T, typename T::kind>;

/// Begins with a name and a place, in the memory where the value stays: copies of whole objects
/// cost constant evaluation most.
template <class Builder, class Name>
constexpr Builder begin_at(const Name& called, int line, const char* file) {
    core::optional<typename Builder::kind> made;
    typename Builder::kind& it = made.emplace();
    it.name = called;
    it.line = line;
    if constexpr (requires { it.file; }) it.file = file;
    return Builder(static_cast<core::optional<typename Builder::kind>&&>(made));
}

/// Of an object: names, labels and annotations.
template <template <unsigned> class Self, class Kind, unsigned Missing>
class object_words : public basic_words<Self, Kind, Missing> {
public:
    constexpr Self<Missing> label(const label_key& key, const label_value& value) && {
        return this->edit().labels.push_back({key, value}), this->said();
    }
    constexpr Self<Missing> labels(const dsl::labels& more) && {
        return detail::add_all(this->edit().labels, more), this->said();
    }
    constexpr Self<Missing> annotation(const label_key& key, const text& value) && {
        return this->edit().annotations.push_back({key, value}), this->said();
    }
    constexpr Self<Missing> annotations(const dsl::annotations& more) && {
        return detail::add_all(this->edit().annotations, more), this->said();
    }
};

/// And the namespace, of an object that stands in one.
template <template <unsigned> class Self, class Kind, unsigned Missing>
class namespaced_words : public object_words<Self, Kind, Missing> {
public:
    constexpr Self<Missing> in_namespace(const short_name& space) && {
        return this->edit().namespace_ = space, this->said();
    }
};

}  // namespace slipway::dsl::build
