// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <charconv>
#include <exception>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/cli/detail/yaml_lines.hpp>
#include <slipway/dsl/parameters.hpp>
#include <slipway/dsl/rendered.hpp>

namespace slipway::cli::detail {

/// What becomes of a definition's parameter in a chart.
enum class chart_use {
    none,   ///< no object depends on it
    value,  ///< it stands in the objects as it is, and is a value of the chart
    fixed,  ///< the definition computes with it, and a chart cannot
};

struct chart_parameter {
    dsl::parameter asked{};
    std::string value{};  ///< what it is without being set
    chart_use use = chart_use::none;

    bool is_number() const { return asked.type.view().find("..") != std::string_view::npos; }
    bool is_flag() const { return asked.type == "true|false"; }
    /// The words of a choice; empty for other types.
    std::vector<std::string> words() const {
        std::vector<std::string> made;
        for (std::string_view rest = asked.type; rest.find('|') != rest.npos || !made.empty();) {
            const std::size_t bar = std::min(rest.find('|'), rest.size());
            made.emplace_back(rest.substr(0, bar));
            if (bar == rest.size()) break;
            rest.remove_prefix(bar + 1);
        }
        return made;
    }
    dsl::parameter_bounds bounds() const {
        dsl::parameter_bounds made;
        const std::string_view type = asked.type;
        const std::size_t dots = type.find("..");
        std::from_chars(type.data(), type.data() + dots, made.least);
        std::from_chars(type.data() + dots + 2, type.data() + type.size(), made.most);
        return made;
    }
};

/// Where a parameter's value stands in the text of one line's scalar.
struct chart_slot {
    std::size_t at = 0, size = 0;
    std::size_t parameter = 0;
};

using chart_documents = std::vector<std::vector<yaml_line>>;
/// By document and line.
using chart_slots = std::map<std::pair<std::size_t, std::size_t>, std::vector<chart_slot>>;

/// Other values that a parameter may take: all words of a choice, the bounds of a number and some
/// between, some texts. Definitions that take only certain texts may take one that looks like the
/// default.
inline std::vector<std::string> trial_values(const chart_parameter& p) {
    std::vector<std::string> made = p.words();
    if (p.is_number()) {
        const dsl::parameter_bounds in = p.bounds();
        long standard = in.least;
        std::from_chars(p.value.data(), p.value.data() + p.value.size(), standard);
        for (const long n :
             {7919L, 977L, 83L, 29L, 7L, in.most, in.least, standard + 1, standard - 1})
            if (n >= in.least && n <= in.most) made.push_back(std::to_string(n));
    } else if (p.asked.type == "quantity") {
        made = {"7919Mi", "977m", "83Gi", "29"};
    } else if (made.empty()) {
        made = {"probe-k7x", "zq-other-4", "7" + p.value, p.value + "7"};
    }
    std::vector<std::string> others;
    for (std::string& s : made)
        if (s != p.value && std::find(others.begin(), others.end(), s) == others.end())
            others.push_back(std::move(s));
    return others;
}

/// Finds out which parameters of a definition a chart can have, by rendering it with other values:
/// a parameter is a value of the chart where nothing changes but scalars in which its value stands
/// as it is. What a definition does with a value that was not tried, it may do differently.
class chart_parameters {
public:
    /// What stands in the documents of these indexes is no template.
    explicit chart_parameters(const dsl::rendered& cluster, std::set<std::size_t> plain = {})
        : definition_(cluster.definition), plain_(std::move(plain)) {
        for (std::size_t i = 0; i < cluster.document_count; ++i)
            documents_.push_back(yaml_lines::of(cluster.documents[i].yaml));
        if (!definition_ || !cluster.told) return;
        for (const dsl::parameter& asked : cluster.told->asked())
            all_.push_back(
                {asked, std::string(asked.is_given ? asked.given.view() : asked.standard.view()),
                 chart_use::fixed});
        const std::optional<chart_documents> again = render({});
        if (!again || !same_but_for(*again, {}, {})) return;  // it depends on something else, too
        for (std::size_t i = 0; i < all_.size(); ++i) all_[i].use = try_out(i);
    }

    const std::vector<chart_parameter>& all() const { return all_; }
    const chart_documents& documents() const { return documents_; }
    /// Null where no parameter stands in a line.
    const std::vector<chart_slot>* slots_of(std::size_t document, std::size_t line) const {
        const auto at = slots_.find({document, line});
        return at == slots_.end() ? nullptr : &at->second;
    }

private:
    using values =
        std::map<std::size_t, std::string>;  // by the parameter's index; the others as they are
    struct trial {
        std::string value;
        chart_documents documents;
    };

    /// Nothing where the definition does not take these values.
    std::optional<chart_documents> render(const values& changed) const {
        core::list<dsl::argument> given;
        for (std::size_t i = 0; i < all_.size(); ++i) {
            const auto other = changed.find(i);
            given.push_back({all_[i].asked.name,
                             core::text(std::string_view(other == changed.end() ? all_[i].value
                                                                                : other->second))});
        }
        try {
            dsl::parameters in(given);
            const dsl::findings unchecked{};
            const dsl::rendering text(definition_(in), unchecked);
            chart_documents made;
            for (std::size_t i = 0; i < text.get().document_count; ++i)
                made.push_back(yaml_lines::of(text.get().documents[i].yaml));
            return made;
        } catch (const std::exception&) {  // a mistake, or whatever a definition throws
            return std::nullopt;
        }
    }

    chart_use try_out(std::size_t parameter) {
        constexpr std::size_t enough = 6;
        std::vector<trial> trials;
        const std::vector<std::string> others = trial_values(all_[parameter]);
        for (const std::string& value : others) {
            if (trials.size() == enough && all_[parameter].words().empty()) break;
            if (auto made = render({{parameter, value}}))
                trials.push_back({value, std::move(*made)});
        }
        if (trials.empty()) return others.empty() ? chart_use::none : chart_use::fixed;
        for (const trial& t : trials)
            if (!same_shape(t.documents)) return chart_use::fixed;
        chart_slots found;
        for (std::size_t d = 0; d < documents_.size(); ++d)
            for (std::size_t l = 0; l < documents_[d].size(); ++l)
                if (!find_slots({d, l}, parameter, trials, found)) return chart_use::fixed;
        if (found.empty()) return chart_use::none;
        for (const auto& [at, slots] : found)
            if (plain_.contains(at.first)) return chart_use::fixed;
        return join(std::move(found), parameter, trials) ? chart_use::value : chart_use::fixed;
    }

    bool same_shape(const chart_documents& other) const {
        if (other.size() != documents_.size()) return false;
        for (std::size_t d = 0; d < other.size(); ++d)
            if (other[d].size() != documents_[d].size()) return false;
        return true;
    }

    /// The slots of one line, if it changes with the parameter; false where it changes in another
    /// way.
    bool find_slots(std::pair<std::size_t, std::size_t> at, std::size_t parameter,
                    const std::vector<trial>& trials, chart_slots& found) const {
        const yaml_line& line = documents_[at.first][at.second];
        std::vector<yaml_scalar> changed;
        bool differs = false;
        const std::optional<yaml_scalar> before = scalar_of(line);
        for (const trial& t : trials) {
            const yaml_line& other = t.documents[at.first][at.second];
            differs = differs || other.text != line.text;
            if (!before) continue;
            const std::optional<yaml_scalar> scalar =
                other.value == line.value ? scalar_of(other) : std::nullopt;
            if (scalar && scalar->is_text == before->is_text &&
                other.text.substr(0, other.value) == line.text.substr(0, line.value))
                changed.push_back(*scalar);
        }
        if (!differs) return true;
        if (!before || changed.size() != trials.size()) return false;
        const auto slots = slots_between(*before, parameter, trials, changed);
        if (slots.empty()) return false;
        found[at] = slots;
        return true;
    }

    /// Where the value stands in a scalar, so that all trials follow from it; empty where it does
    /// not.
    std::vector<chart_slot> slots_between(const yaml_scalar& before, std::size_t parameter,
                                          const std::vector<trial>& trials,
                                          const std::vector<yaml_scalar>& changed) const {
        const chart_parameter& p = all_[parameter];
        if (!before.is_text && !p.is_number() && p.words().empty())
            return {};  // another text might be no number
        for (std::size_t i = 0; i < trials.size(); ++i) {
            std::vector<chart_slot> slots;
            std::string with_default;
            for (std::string_view rest = changed[i].text;;) {
                const std::size_t next = rest.find(trials[i].value);
                with_default += rest.substr(0, next);
                if (next == rest.npos) break;
                slots.push_back({with_default.size(), p.value.size(), parameter});
                with_default += p.value;
                rest.remove_prefix(next + trials[i].value.size());
            }
            bool all = with_default == before.text && !slots.empty();
            for (std::size_t j = 0; j < trials.size() && all; ++j)
                all = filled(before.text, slots, {{parameter, trials[j].value}}) == changed[j].text;
            const bool whole =
                slots.size() == 1 && slots[0].at == 0 && slots[0].size == before.text.size();
            if (all && (before.is_text || whole)) return slots;
        }
        return {};
    }

    /// A text with other values in its slots.
    std::string filled(const std::string& text, const std::vector<chart_slot>& slots,
                       const values& changed) const {
        std::string made;
        std::size_t done = 0;
        for (const chart_slot& s : slots) {
            const auto other = changed.find(s.parameter);
            made += text.substr(done, s.at - done) +
                    (other == changed.end() ? all_[s.parameter].value : other->second);
            done = s.at + s.size;
        }
        return made + text.substr(done);
    }

    /// Adds the slots of a parameter to those of the ones before, if they also hold together.
    bool join(chart_slots found, std::size_t parameter, const std::vector<trial>& trials) {
        chart_slots both = slots_;
        for (auto& [at, slots] : found) {
            std::vector<chart_slot>& there = both[at];
            if (!there.empty() && !scalar_of(documents_[at.first][at.second])->is_text)
                return false;
            there.insert(there.end(), slots.begin(), slots.end());
            std::sort(there.begin(), there.end(),
                      [](const chart_slot& a, const chart_slot& b) { return a.at < b.at; });
            for (std::size_t i = 1; i < there.size(); ++i)
                if (there[i].at < there[i - 1].at + there[i - 1].size ||
                    there[i].at == there[i - 1].at)
                    return false;
        }
        for (const trial& t : trials) {
            values changed = tried_;
            changed[parameter] = t.value;
            const std::optional<chart_documents> together = render(changed);
            if (!together) continue;
            if (!same_but_for(*together, both, changed)) return false;
            slots_ = std::move(both);
            tried_ = std::move(changed);
            return true;
        }
        return false;
    }

    /// Whether a rendering is ours with these values in the slots.
    bool same_but_for(const chart_documents& other, const chart_slots& slots,
                      const values& changed) const {
        if (!same_shape(other)) return false;
        for (std::size_t d = 0; d < other.size(); ++d)
            for (std::size_t l = 0; l < other[d].size(); ++l) {
                const yaml_line &a = documents_[d][l], &b = other[d][l];
                const auto at = slots.find({d, l});
                if (at == slots.end() ? a.text != b.text
                                      : !scalar_of(b) || filled(scalar_of(a)->text, at->second,
                                                                changed) != scalar_of(b)->text)
                    return false;
            }
        return true;
    }

    dsl::Cluster (*definition_)(dsl::parameters&);
    std::set<std::size_t> plain_;
    chart_documents documents_;
    std::vector<chart_parameter> all_;
    chart_slots slots_;
    values tried_;
};

}  // namespace slipway::cli::detail
