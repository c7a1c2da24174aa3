// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/cli/detail/import_code.hpp>
#include <slipway/cli/detail/import_objects.hpp>
#include <slipway/cli/detail/import_struct.hpp>
#include <slipway/core/name.hpp>
#include <slipway/dsl/literals.hpp>
#include <slipway/json/same.hpp>
#include <slipway/json/value.hpp>

namespace slipway::cli::detail {

/// A variable of the definition, which others may refer to.
struct variable {
    std::string name{};
    std::string kind{};  ///< of a short form
    std::string object{};
    std::string space{};
    bool is_short = false;            ///< holds the short form, which references take
    bool is_used = false;             ///< others refer to it
    bool is_early = false;            ///< a workload does
    bool says_space = false;          ///< writes its namespace although it is the cluster's own
    json::value labels{};             ///< of a workload
    json::value selector{};           ///< of its pods
    json::value ports{};              ///< of a Service, as the API has them
    std::vector<std::string> keys{};  ///< of what stands elsewhere
};

/// What can be referred to. Objects that the input refers to and has not are declared as standing
/// elsewhere.
class import_scope {
public:
    explicit import_scope(std::string own_space) : own_space_(std::move(own_space)) {}

    const std::string& own_space() const { return own_space_; }
    variable_names& names() { return names_; }

    /// A namespace is written where it is not the cluster's own.
    std::string effective(const std::string& space) const {
        return space.empty() ? own_space_ : space;
    }

    variable& declare(variable v) { return variables_.emplace_back(std::move(v)); }
    /// Null where there is none; of those in a short form, or of all.
    variable* find(std::string_view kind, std::string_view object, const std::string& space,
                   bool any = false) {
        for (std::deque<variable>* all : {&variables_, &elsewhere_})
            for (variable& v : *all)
                if ((any || v.is_short) && v.kind == kind && v.object == object &&
                    effective(v.space) == effective(space))
                    return &v;
        return nullptr;
    }
    /// Something of the input cannot be without this.
    void need(const std::string& kind, const std::string& object, const std::string& space,
              const std::string& key = {}) {
        if (object.empty()) return;
        variable* there = find(kind, object, space, true);
        if (!there)
            there = &elsewhere_.emplace_back(variable{.name = names_.give(object, kind),
                                                      .kind = kind,
                                                      .object = object,
                                                      .space = space,
                                                      .is_short = true});
        there->is_used = true;
        if (!key.empty() &&
            std::find(there->keys.begin(), there->keys.end(), key) == there->keys.end())
            there->keys.push_back(key);
    }
    const std::deque<variable>& elsewhere() const { return elsewhere_; }

    /// An object as others name it: its variable, or its name in its kind where there is none.
    code reference(const std::string& kind, const std::string& object, const std::string& space) {
        if (const variable* v = find(kind, object, space)) return word(v->name);
        code made = braces(kind);
        made.member("name", literal(object));
        return made;
    }
    /// The same where a name will do.
    code reference_or_name(const std::string& kind, const std::string& object,
                           const std::string& space) {
        const variable* v = find(kind, object, space);
        return v ? word(v->name) : literal(object);
    }
    /// The workload, in a short form, whose pods have these labels for a selector.
    const variable* selected_by(const json::value& selector, const std::string& space) const {
        for (const variable& v : variables_)
            if (v.is_short && !v.selector.empty() && effective(v.space) == effective(space) &&
                json::same(v.selector, selector))
                return &v;
        return nullptr;
    }

private:
    std::string own_space_;
    variable_names names_;
    std::deque<variable> variables_, elsewhere_;
};

/// A short form while it is made: what it says is taken out of the object.
class short_form {
public:
    short_form(const std::string& kind, const imported& from, import_scope& in)
        : made(braces()), rest(from.object), scope(in), source(from), kind_(kind) {
        if (json::value* const found = below(rest, "spec")) spec_ = std::move(*found);
        for (const char* said : {"apiVersion", "kind", "spec"}) rest.erase(said);
    }

    code made;
    json::value rest;
    import_scope& scope;
    const imported& source;

    const std::string& kind() const { return kind_; }
    std::string space() const { return source.space(); }

    static json::value* below(json::value& v, const char* member) {
        if (!v.is_object()) return nullptr;
        const auto found = v.find(member);
        return found == v.end() ? nullptr : &*found;
    }
    // Apart from the rest, since erasing a member moves those behind it.
    json::value& spec() { return spec_; }
    void clear() { rest = spec_ = json::value::object(); }

    template <class Accepts>
    static bool is_text(const json::value& v, const char* member, Accepts accepts) {
        const auto found = v.find(member);
        return found != v.end() && found->is_string() &&
               accepts(std::string_view(found->template get_ref<const std::string&>()));
    }
    static bool any_text(std::string_view) { return true; }

    /// Members of one type; each is left where it is if the short form does not take its value.
    template <class Accepts>
    static void take_text(code& to, json::value& v, const char* member, Accepts accepts) {
        if (!is_text(v, member, accepts)) return;
        to.member(member_name(member), literal(v[member].get_ref<const std::string&>()));
        v.erase(member);
    }
    static void take_flag(code& to, json::value& v, const char* member) {
        const auto found = v.find(member);
        if (found == v.end() || *found != true) return;
        to.member(member_name(member), word("true"));
        v.erase(member);
    }
    static void take_optional_flag(code& to, json::value& v, const char* member) {
        const auto found = v.find(member);
        if (found == v.end() || !found->is_boolean()) return;
        to.member(member_name(member), word(found->get<bool>() ? "true" : "false"));
        v.erase(member);
    }
    static bool is_between(const json::value& v, const char* member, long least, long most) {
        const auto found = v.find(member);
        return found != v.end() && found->is_number_integer() && found->get<long>() >= least &&
               found->get<long>() <= most;
    }
    static void take_number(code& to, json::value& v, const char* member, long least,
                            long most = 2147483647) {
        if (!is_between(v, member, least, most)) return;
        to.member(member_name(member), word(v[member].dump()));
        v.erase(member);
    }
    static void take_either(code& to, json::value& v, const char* member) {
        const auto found = v.find(member);
        if (found == v.end()) return;
        to.member(member_name(member), either(*found));
        v.erase(member);
    }
    static code either(const json::value& v) {
        return v.is_string() ? literal(v.get_ref<const std::string&>()) : word(v.dump());
    }
    template <class Accepts>
    static void take_texts(code& to, json::value& v, const char* member, Accepts accepts) {
        const auto found = v.find(member);
        if (found == v.end()) return;
        code list = braces();
        for (const json::value& item : *found) {
            if (!accepts(std::string_view(item.template get_ref<const std::string&>()))) return;
            list.add(literal(item.template get_ref<const std::string&>()));
        }
        to.member(member_name(member), std::move(list));
        v.erase(member);
    }
    /// Keys with texts, such as labels. False where there are some that the short form does not
    /// take.
    template <class Key, class Value>
    static bool take_map(code& to, json::value& v, const char* member, Key key, Value value,
                         const char* as = nullptr) {
        const auto found = v.find(member);
        if (found == v.end()) return true;
        for (const auto& [k, item] : found->items())
            if (!key(std::string_view(k)) ||
                !value(std::string_view(item.template get_ref<const std::string&>())))
                return false;
        to.member(as ? as : member_name(member), map(*found));
        v.erase(member);
        return true;
    }
    static code map(const json::value& v) {
        code made = braces();
        for (const auto& [k, item] : v.items())
            made.add(
                braces({}, {literal(k), literal(item.template get_ref<const std::string&>())}));
        return made;
    }
    static bool take_labels(code& to, json::value& v, const char* member,
                            const char* as = nullptr) {
        return take_map(to, v, member, core::is_label_key, core::is_label_value, as);
    }
    /// Removes what has been emptied by taking all out of it.
    /// How much of what: what `amounts` of the short forms can say.
    static void take_amounts(code& to, json::value& v, const char* member) {
        json::value* const amounts = below(v, member);
        if (!amounts) return;
        code said = braces();
        take_text(said, *amounts, "cpu", dsl::detail::is_quantity);
        take_text(said, *amounts, "memory", dsl::detail::is_memory);
        if (is_text(*amounts, "ephemeral-storage", dsl::detail::is_memory)) {
            said.member("ephemeralStorage", literal(text_of(*amounts, "ephemeral-storage")));
            amounts->erase("ephemeral-storage");
        }
        if (!said.empty()) to.member(member_name(member), std::move(said));
        drop_empty(v, member);
    }
    static void drop_empty(json::value& v, const char* member) {
        const auto found = v.find(member);
        if (found != v.end() && found->empty()) v.erase(member);
    }

    /// Name, namespace, labels and annotations. False where there is more.
    template <class Accepts>
    bool take_metadata(Accepts accepts, bool with_labels = true) {
        json::value& meta = rest["metadata"];
        take_text(made, meta, "name", accepts);
        const std::string own = text_of(meta, "namespace");
        const variable* self = scope.find(kind_, source.name(), source.space(), true);
        if (own == scope.own_space() && !(self && self->says_space)) meta.erase("namespace");
        else take_text(made, meta, "namespace", dsl::detail::is_short_name);
        if (with_labels && !take_labels(made, meta, "labels")) return false;
        if (!with_labels) meta.erase("labels");
        if (!take_map(made, meta, "annotations", core::is_label_key, any_text)) return false;
        drop_empty(rest, "metadata");
        return !rest.contains("metadata");
    }

    /// What is left of `v` as struct of the API, through the member `as` of the short form.
    void keep_rest(const char* as, const core::type_info& type, const json::value& v) {
        if (!v.empty())
            made.member(as, struct_writer::of(type, v, "api::" + std::string(type.name)));
    }
    const core::type_info& type_of(std::initializer_list<const char*> path) const {
        const core::type_info* type = source.kind->type;
        for (const char* member : path) type = type->find(member)->type;
        return *type;
    }
    /// The end of a kind with the member `spec`: false where something is left that it cannot say.
    bool finish() {
        if (!spec_.empty()) keep_rest("spec", type_of({"spec"}), spec_);
        return rest.empty();
    }

private:
    std::string kind_;
    json::value spec_ = json::value::object();
};

}  // namespace slipway::cli::detail
