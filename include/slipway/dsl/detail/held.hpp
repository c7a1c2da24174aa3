// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

#include <slipway/api/kind.hpp>
#include <slipway/api/members/apps_v1.hpp>
#include <slipway/api/members/autoscaling_v2.hpp>
#include <slipway/api/members/batch_v1.hpp>
#include <slipway/api/members/core_v1.hpp>
#include <slipway/api/members/networking_v1.hpp>
#include <slipway/api/members/policy_v1.hpp>
#include <slipway/api/members/rbac_v1.hpp>
#include <slipway/api/members/scheduling_v1.hpp>
#include <slipway/dsl/detail/missing_fields.hpp>
#include <slipway/dsl/detail/recorder.hpp>
#include <slipway/dsl/detail/weight.hpp>

namespace slipway::dsl::detail {

/// An object of any kind.
class holder {
public:
    constexpr holder(const api::kind_facts& of, bool is_struct)
        : facts(&of), is_api_struct(is_struct) {}
    holder(const holder&) = delete;
    constexpr virtual ~holder() = default;

    constexpr virtual std::string_view name() = 0;
    constexpr virtual std::string_view space() = 0;
    /// Whether its kind does; its pods may be missing.
    constexpr virtual bool runs_pods() = 0;
    constexpr virtual const core::map<text>& pod_labels() = 0;
    constexpr virtual const api::ObjectMeta& metadata() = 0;
    constexpr virtual const api::PodSpec* pods() = 0;
    /// What it takes of a constant evaluation: see `weight.hpp`.
    constexpr virtual std::size_t weight() = 0;
    /// Its members, in the namespace that is given where it says none.
    constexpr virtual void record(recorder& to, const text& space) = 0;
    /// In what was written as a struct of the API: all of it, or what a short form was given of it.
    constexpr virtual looked find_missing(missing_fields&) { return looked::nowhere; }
    /// As the struct of the API, for writing to it.
    constexpr virtual holder* copy() = 0;
    constexpr virtual api::ObjectMeta& edit_metadata() = 0;
    constexpr virtual api::PodSpec* edit_pods() = 0;
    constexpr virtual api::ObjectMeta* edit_pod_metadata() = 0;

    unsigned references = 1;
    const api::kind_facts* facts;
    bool is_api_struct;
};

/// The template of the pods that a kind runs, or the pod itself: what has `metadata` and `spec`.
/// Null where it runs none.
template <class Kind>
constexpr auto* template_of(Kind& o) {
    using type = std::remove_const_t<Kind>;
    constexpr bool writes = !std::is_const_v<Kind>;
    using pod = std::conditional_t<writes, api::Pod, const api::Pod>;
    if constexpr (std::is_same_v<type, api::Pod>) {
        return &o;
    } else if constexpr (requires { o.spec.template_.spec.containers; }) {
        return &o.spec.template_;
    } else if constexpr (requires {
                             o.spec.jobTemplate.emplace().spec.template_.spec.containers;
                         }) {
        return &o.spec.jobTemplate.emplace().spec.template_;
    } else if constexpr (requires { o.spec.jobTemplate->spec.template_.spec.containers; }) {
        return o.spec.jobTemplate.has_value() ? &o.spec.jobTemplate->spec.template_ : nullptr;
    } else {
        return static_cast<pod*>(nullptr);
    }
}

inline constexpr core::map<text> no_labels{};

/// An object of a known kind, as far as those need to know it that read and write its members: what
/// is done with a kind by itself, printing above all, is compiled for the kinds that a definition
/// makes.
template <class Kind>
class held_value : public holder {
public:
    using holder::holder;
    constexpr ~held_value() override { delete value_; }

    // Not `const`, and not by a `mutable` member: GCC reads none in constant evaluation.
    constexpr const Kind& get() {
        if (!value_) value_ = make();
        return *value_;
    }
    constexpr Kind& edit() { return *value_; }

protected:
    constexpr virtual Kind* make() = 0;
    /// Made when it is asked for first; by one thread, since that is before an object is shared by
    /// several.
    Kind* value_ = nullptr;
};

// The API refuses a service account among the subjects of a binding that says no namespace, where
// everything else says none and stands in its cluster's own (Kubernetes API, rbac/v1 Subject).
template <class Kind>
concept has_subjects = requires(Kind& o) { o.subjects; };
template <has_subjects Kind>
constexpr void place_subjects(Kind& o, const text& space) {
    for (auto& s : o.subjects)
        if (s.kind == "ServiceAccount" && s.namespace_.empty())
            s.namespace_ = o.metadata.namespace_.empty() ? space : o.metadata.namespace_;
}

/// What every object of a kind does.
template <class Kind>
class held : public held_value<Kind> {
public:
    using held_value<Kind>::edit;
    using held_value<Kind>::get;

    constexpr explicit held(bool is_struct) : held_value<Kind>(api::kind_of<Kind>, is_struct) {}
    constexpr ~held() override {}

    constexpr bool runs_pods() override { return has_template; }
    constexpr const core::map<text>& pod_labels() override {
        if constexpr (has_template) {
            if (const auto* t = template_of(get())) return t->metadata.labels;
        }
        return no_labels;
    }
    constexpr const api::ObjectMeta& metadata() override { return get().metadata; }
    constexpr const api::PodSpec* pods() override {
        if constexpr (has_template) {
            if (const auto* t = template_of(get())) return &t->spec;
        }
        return nullptr;
    }
    constexpr std::size_t weight() override {
        if constexpr (has_template) {
            const api::PodSpec* const run = pods();
            return run ? weight_of_pods(*run) : 1;
        } else if constexpr (requires { get().spec.ports; } || requires { get().spec.rules; }) {
            return weight_of_other(get().spec);
        } else {
            return weight_of_other(get());
        }
    }
    constexpr void record(recorder& to, const text& space) override {
        const bool unplaced = this->facts->namespaced && get().metadata.namespace_.empty();
        if (space.empty() || (!unplaced && !has_subjects<Kind>)) return to.document(get());
        if constexpr (!has_subjects<Kind>) {
            if (std::is_constant_evaluated()) return record_there(to, space);
        }
        Kind placed = get();
        if (unplaced) placed.metadata.namespace_ = space;
        if constexpr (has_subjects<Kind>) place_subjects(placed, space);
        to.document(placed);
    }
    constexpr api::ObjectMeta& edit_metadata() override { return edit().metadata; }
    constexpr api::PodSpec* edit_pods() override {
        if constexpr (has_template) return &template_of(edit())->spec;
        else return nullptr;
    }
    constexpr api::ObjectMeta* edit_pod_metadata() override {
        if constexpr (has_template) return &template_of(edit())->metadata;
        else return nullptr;
    }

protected:
    /// Without a copy of the whole object, for which compilers take time; they look at nothing else
    /// meanwhile.
    constexpr void record_there(recorder& to, const text& space) {
        edit().metadata.namespace_ = space;
        to.document(edit());
        edit().metadata.namespace_ = text();
    }
    static constexpr bool has_template =
        std::is_same_v<Kind, api::Pod> ||
        !std::is_same_v<decltype(template_of(std::declval<const Kind&>())), const api::Pod*>;
};

/// One that is kept as the struct of the API.
template <class Kind>
class held_kind : public held<Kind> {
public:
    constexpr explicit held_kind(const Kind& from) : held<Kind>(true) {
        this->value_ = new Kind(from);
        if (this->value_->apiVersion.empty())
            this->value_->apiVersion = api::kind_of<Kind>.api_version;
        if (this->value_->kind.empty()) this->value_->kind = api::kind_of<Kind>.kind;
    }
    // Written, since GCC 12 does not define it by itself where constant evaluation needs it.
    constexpr ~held_kind() override {}
    constexpr holder* copy() override { return new held_kind(this->get()); }
    constexpr std::string_view name() override { return this->value_->metadata.name; }
    constexpr std::string_view space() override { return this->value_->metadata.namespace_; }

private:
    constexpr Kind* make() override { return nullptr; }
};

/// One that was written so: it is looked through field by field for what is missing. For what
/// short forms write, `required_checker` takes compilers less time.
template <class Kind>
class held_struct final : public held_kind<Kind> {
public:
    using held_kind<Kind>::held_kind;
    constexpr ~held_struct() override {}
    constexpr looked find_missing(missing_fields& visitor) override {
        visitor.document(this->get());
        return looked::everywhere;
    }
};

template <class Short>
using lowered = std::remove_cvref_t<decltype(lower(std::declval<const Short&>()))>;

/// What a cluster is written in: `lower` makes a kind of the API from it.
template <class Short>
concept short_form = requires(const Short& s) {
    requires api::kind<lowered<Short>>;
    { all_checked(s) } -> std::same_as<bool>;
    s.name;
    s.line;
};

template <class Short>
constexpr const char* file_of(const Short& from) {
    if constexpr (requires { from.file; }) return from.file;
    else return "";
}

template <class Short>
class held_short final : public held<lowered<Short>> {
    using base = held<lowered<Short>>;

public:
    constexpr explicit held_short(const Short& from) : base(false), from_(from) {
        if (!std::is_constant_evaluated()) base::get();
    }
    constexpr ~held_short() override {}
    constexpr holder* copy() override { return new held_kind<lowered<Short>>(base::get()); }
    constexpr std::string_view name() override { return from_.name; }
    constexpr std::string_view space() override {
        if constexpr (requires { from_.namespace_; }) return from_.namespace_;
        else return {};
    }
    constexpr const core::map<text>& pod_labels() override {
        if constexpr (requires { from_.podLabels; })
            if (!from_.podLabels.empty()) return from_.podLabels;
        if constexpr (base::has_template) return from_.labels;
        else return no_labels;
    }
    constexpr std::size_t weight() override {
        if constexpr (base::has_template)
            return pods_are_written() ? weight_of_pods(from_) : base::weight();
        else return weight_of_other(from_);
    }

    constexpr looked find_missing(missing_fields& visitor) override {
        if constexpr (requires { from_.spec.find_missing(base::get().spec, visitor); })
            if (from_.spec.has_value())
                return from_.spec.find_missing(base::get().spec, visitor), looked::everywhere;
        if constexpr (requires { from_.job; })
            if (from_.job.has_value())
                return from_.job.find_missing(base::get().spec.jobTemplate->spec, visitor),
                       looked::in_pods;
        if constexpr (requires { from_.pod.find_missing(*base::pods(), visitor); })
            if (from_.pod.has_value())
                return from_.pod.find_missing(*base::pods(), visitor), looked::in_pods;
        return looked::nowhere;
    }

private:
    /// Whether no pods are in "whatever else the API has".
    constexpr bool pods_are_written() const {
        if constexpr (requires { from_.pod; })
            if (from_.pod.has_value()) return false;
        if constexpr (requires { from_.spec; })
            if (from_.spec.has_value()) return false;
        return true;
    }
    constexpr lowered<Short>* make() override {
        using kind = lowered<Short>;
        if constexpr (requires(kind& in_place) {
                          lower(from_, in_place);
                      }) {  // compilers take time for the copy of a whole object
            kind* const made = new kind{};
            lower(from_, *made);
            return made;
        } else {
            return new kind(lower(from_));
        }
    }
    Short from_;
};

}  // namespace slipway::dsl::detail
