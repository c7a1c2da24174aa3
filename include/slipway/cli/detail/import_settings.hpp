// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/detail/import_network.hpp>
#include <slipway/cli/detail/import_workload.hpp>
#include <slipway/core/base64.hpp>

namespace slipway::cli::detail {

/// Configuration, storage, bounds, and what scales.
class settings_writer {
public:
    static bool name_space(short_form& f) {
        return f.take_metadata(dsl::detail::is_short_name) && f.rest.empty();
    }

    static bool config_map(short_form& f) {
        if (!f.take_metadata(dsl::detail::is_name) ||
            !short_form::take_map(f.made, f.rest, "data", core::is_config_key,
                                  short_form::any_text))
            return false;
        short_form::take_flag(f.made, f.rest, "immutable");
        return f.rest.empty();
    }
    /// Values in the clear. A short form without a type is Opaque, as the API has it.
    static bool secret(short_form& f) {
        if (!f.take_metadata(dsl::detail::is_name)) return false;
        if (text_of(f.rest, "type") == "Opaque") f.rest.erase("type");
        short_form::take_text(f.made, f.rest, "type", short_form::any_text);
        if (f.rest.contains("data")) {
            code data = braces();
            for (const auto& [key, coded] : f.rest["data"].items()) {
                const std::string& text = coded.get_ref<const std::string&>();
                const auto clear = core::decode_base64(text);
                if (!clear || core::encode_base64(*clear) != text || !core::is_config_key(key))
                    return false;
                data.add(braces({}, {literal(key), literal(*clear)}));
            }
            f.made.member("data", std::move(data));
            f.rest.erase("data");
        }
        short_form::take_flag(f.made, f.rest, "immutable");
        return f.rest.empty();
    }
    static bool claim(short_form& f) {
        return f.take_metadata(dsl::detail::is_name) && take_claim(f.made, f.spec()) && f.finish();
    }
    static bool priority_class(short_form& f) {
        if (!f.take_metadata(dsl::detail::is_name) || !f.rest.contains("value")) return false;
        short_form::take_number(f.made, f.rest, "value", -2147483648, 1000000000);
        short_form::take_flag(f.made, f.rest, "globalDefault");
        if (f.rest.value("globalDefault", json::value()) == false) f.rest.erase("globalDefault");
        short_form::take_text(f.made, f.rest, "description", short_form::any_text);
        short_form::take_text(f.made, f.rest, "preemptionPolicy",
                              dsl::detail::is_one_of<dsl::detail::preemptions>);
        return f.rest.empty();
    }
    static bool quota(short_form& f) {
        if (!f.take_metadata(dsl::detail::is_name)) return false;
        short_form::take_map(f.made, f.spec(), "hard", core::is_label_key,
                             dsl::detail::is_quantity);
        return f.finish();
    }
    static bool limit_range(short_form& f) {
        if (!f.take_metadata(dsl::detail::is_name)) return false;
        container_writer::take_list(f.made, f.spec(), "limits", limit);
        return f.finish();
    }
    static bool autoscaler(short_form& f) {
        json::value& spec = f.spec();
        const json::value target = spec.value("scaleTargetRef", json::value::object());
        const std::string kind = text_of(target, "kind");
        const variable* const workload =
            text_of(target, "apiVersion") == "apps/v1" &&
                    (kind == "Deployment" || kind == "StatefulSet")
                ? f.scope.find(kind, text_of(target, "name"), f.space())
                : nullptr;
        const json::value labels = f.rest["metadata"].value("labels", json::value::object());
        const bool beside = workload && f.rest["metadata"].contains("labels") &&
                            json::same(labels, workload->labels) &&
                            !f.rest["metadata"].contains("annotations");
        if (beside && autoscale(f, *workload)) return true;
        if (!f.take_metadata(dsl::detail::is_name)) return false;
        if (workload)
            f.made.member("scaleTargetRef", word(workload->name)), spec.erase("scaleTargetRef");
        take_bounds(f.made, f);
        if (spec.contains("metrics") && !spec["metrics"].empty()) {
            f.made.member("metrics", struct_writer::list(*f.type_of({"spec"}).find("metrics"),
                                                         spec["metrics"]));
            spec.erase("metrics");
        }
        short_form::drop_empty(spec, "metrics");
        return f.finish();
    }
    static bool budget(short_form& f) {
        json::value& spec = f.spec();
        json::value* const selector = short_form::below(spec, "selector");
        const json::value* const wanted =
            selector ? short_form::below(*selector, "matchLabels") : nullptr;
        if (!wanted) return false;
        const variable* const workload = f.scope.selected_by(*wanted, f.space());
        const json::value& meta = f.rest["metadata"];
        if (workload && selector->size() == 1 &&
            container_writer::only(spec, {"selector", "minAvailable", "maxUnavailable"}) &&
            container_writer::only(meta, {"name", "namespace", "labels"}) &&
            meta.contains("labels") && json::same(meta["labels"], workload->labels)) {
            code given = braces();
            if (f.source.name() != workload->object) given.member("name", literal(f.source.name()));
            for (const char* bound : {"minAvailable", "maxUnavailable"})
                short_form::take_either(given, spec, bound);
            f.made = call("disruptionBudget", {word(workload->name), std::move(given)});
            f.clear();
            return true;
        }
        if (!f.take_metadata(dsl::detail::is_name) ||
            !network_writer::take_selector(f, *selector, "matchLabels", "selector"))
            return false;
        short_form::drop_empty(spec, "selector");
        for (const char* bound : {"minAvailable", "maxUnavailable"})
            short_form::take_either(f.made, spec, bound);
        return f.finish();
    }

private:
    static std::optional<code> limit(const json::value& l) {
        json::value left = l;
        code made = braces();
        if (!short_form::is_text(left, "type", dsl::detail::is_one_of<dsl::detail::limit_types>))
            return {};
        short_form::take_text(made, left, "type", short_form::any_text);
        for (const char* which : {"default", "defaultRequest", "max", "min"})
            short_form::take_amounts(made, left, which);
        if (!left.empty()) return {};
        return made;
    }

    /// The percentage of a metric that is one of a resource's utilization only; 0 for others.
    static long utilization(const json::value& metric, const char* resource) {
        const json::value wanted = {
            {"type", "Resource"},
            {"resource",
             {{"name", resource},
              {"target", {{"type", "Utilization"}, {"averageUtilization", 0}}}}}};
        json::value given = metric;
        if (!given.contains("resource") || !given["resource"].contains("target") ||
            !given["resource"]["target"].contains("averageUtilization"))
            return 0;
        json::value& percent = given["resource"]["target"]["averageUtilization"];
        const long found = percent.get<long>();
        percent = 0;
        return json::same(given, wanted) && found > 0 ? found : 0;
    }
    /// The utilizations stand before all other metrics, the one of the processor first.
    static void take_bounds(code& to, short_form& f) {
        json::value& spec = f.spec();
        for (const char* bound : {"minReplicas", "maxReplicas"})
            short_form::take_number(to, spec, bound, 1);
        if (!spec.contains("metrics")) return;
        json::value& metrics = spec["metrics"];
        for (const auto& [member, resource] :
             {std::pair<const char*, const char*>{"cpuUtilization", "cpu"},
              {"memoryUtilization", "memory"}}) {
            const long percent = metrics.empty() ? 0 : utilization(metrics[0], resource);
            if (!percent) continue;
            to.member(member, word(std::to_string(percent)));
            metrics.erase(metrics.begin());
        }
    }
    static bool autoscale(short_form& f, const variable& workload) {
        const json::value before = f.spec();
        code given = braces();
        if (f.source.name() != workload.object) given.member("name", literal(f.source.name()));
        take_bounds(given, f);
        json::value& spec = f.spec();
        short_form::drop_empty(spec, "metrics");
        if (!container_writer::only(spec, {"scaleTargetRef"})) {
            f.spec() = before;
            return false;
        }
        f.made = call("autoscale", {word(workload.name), std::move(given)});
        f.clear();
        return true;
    }
};

}  // namespace slipway::cli::detail
