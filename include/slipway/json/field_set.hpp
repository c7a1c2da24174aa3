// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/json/value.hpp>

namespace slipway::json {

/// A set of fields of a document, as `metadata.managedFields` names them (Kubernetes API,
/// FieldsV1). A step of a path is written as there: `f:name` is a member, `k:{"name":"a"}` the
/// element of a list with these keys, `v:"a"` that value in a list that is a set, `i:0` an element
/// by its index.
class field_set {
public:
    struct node;
    using path = std::vector<std::string_view>;

    field_set();
    field_set(const field_set&);
    field_set(field_set&&) noexcept;
    field_set& operator=(const field_set&);
    field_set& operator=(field_set&&) noexcept;
    ~field_set();

    /// Throws `status_error` (bad_request) that says what is no set of fields.
    static field_set read(const value& fields_v1);
    value written() const;

    bool empty() const { return nodes_.empty(); }
    /// Whether the field itself is in the set; what is below it may be without it.
    bool has(const path& steps) const;
    void insert(const path& steps);
    /// Nothing where neither the field nor one below it is in the set.
    const node* find(std::string_view step) const;
    /// The nodes stand in the order of their steps.
    const std::vector<node>& nodes() const { return nodes_; }
    /// `n` goes to its place, unless there is nothing in it. The step is not yet there.
    void take(node n);
    /// Takes away the field and what is below it.
    void erase(std::string_view step);
    void erase_at(const path& steps);
    /// A set of these nodes, which are in order and not empty.
    static field_set of(std::vector<node> sorted);

    /// Every field of the set, in order.
    void for_each(const std::function<void(const path&)>& use) const;

    friend field_set united(const field_set& a, const field_set& b);
    friend field_set intersection(const field_set& a, const field_set& b);
    /// What is in `a` and not in `b`; fields below one that goes stay.
    friend field_set difference(const field_set& a, const field_set& b);
    friend bool operator==(const field_set& a, const field_set& b);

private:
    node& at(std::string_view step);
    value written(bool member) const;
    void visit(path& steps, const std::function<void(const path&)>& use) const;

    std::vector<node> nodes_;
};

/// A field, what is below it, or both.
struct field_set::node {
    std::string step{};
    bool member = false;  ///< the field itself is in the set
    field_set below{};

    bool empty() const { return !member && below.empty(); }
    friend bool operator==(const node& a, const node& b) {
        return a.member == b.member && a.step == b.step && a.below == b.below;
    }
};

/// `.spec.containers[name="a"].image`, as messages of an API server name a field.
std::string path_text(const field_set::path& steps);

}  // namespace slipway::json

#include <slipway/json/detail/field_set.hpp>
