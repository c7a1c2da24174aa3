// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// A definition and the codec with the structs that `import --crd` makes of import_widgets.yaml.
#include <cstdio>
#include <string_view>

#include <slipway/dsl.hpp>
#include <slipway/json/codec.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/same.hpp>

#include "widgets.hpp"

using namespace slipway::dsl;

constexpr Cluster widgets() {
    shop::Widget widget{
        .metadata = {.name = "one"},
        .spec =
            {
                .size = 3,
                .default_ = true,
                .ratio = {"0.5"},
                .port = "http",
                .free = {"{\"a\": [1]}"},
                .colors = {"red", "blue"},
                .numbers = {1, 2},
                .matrix = {{"[1]"}, {"[2]"}},
                .labels = {{"a", "b"}},
                .weights = {{"a", 5}},
                .entries = {{.name = "first", .limits = {{"cpu", {"1"}}}}},
                .stores = {{"main", {.path = "/x", .read_only = false}}},
                .nested = {{.unknown_ = "u", .template_ = {{.image = "a:1"}}}},
            },
    };
    shop::v1beta1::Widget old{.metadata = {.name = "old"}, .spec = {.old = "x"}};
    return {.name = "shop", .resources = {widget, old}};
}

static_assert(
    manifest<widgets> ==
    "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n---\n"
    "apiVersion: shop.example.com/v1\nkind: Widget\nmetadata:\n  name: one\n  namespace: shop\n"
    "spec:\n  size: 3\n  default: true\n  ratio: 0.5\n  port: http\n  free: {\"a\": [1]}\n  colors:\n  - red\n  - "
    "blue\n  numbers:\n  - 1\n  - 2\n"
    "  matrix:\n  - [1]\n  - [2]\n  labels:\n    a: b\n  weights:\n    a: 5\n  entries:\n  - name: first\n    "
    "limits:\n      cpu: 1\n"
    "  stores:\n    main:\n      path: /x\n      read-only: false\n  nested:\n    unknown: u\n    template:\n      "
    "image: a:1\n---\n"
    "apiVersion: shop.example.com/v1beta1\nkind: Widget\nmetadata:\n  name: old\n  namespace: shop\nspec:\n  old: x\n");

// What a server requires is asked for by the compiler.
constexpr Cluster without_size() {
    return {.name = "shop", .resources = {shop::Widget{.metadata = {.name = "one"}}}};
}
static_assert(!check(without_size()).empty());

static_assert(slipway::api::resource_of<shop::Widget>.has_subresource("status") &&
              slipway::api::resource_of<shop::Widget>.short_names.front() == "wd");
static_assert(!slipway::api::resource_of<shop::Widget>.type);  // no strategic merge patches

int main() {
    constexpr std::string_view text =
        R"({"apiVersion": "shop.example.com/v1", "kind": "Widget", "metadata": {"name": "a"}, "spec": {"size": 1, "ratio": 0.25, "port": 80, "colors": ["x"],
            "entries": [{"name": "n", "limits": {"cpu": "1"}}], "stores": {"s": {"read-only": true}}, "nested": {"template": {"image": "i"}}, "later": [1]}, "status": {"ready": 2}})";
    const slipway::json::value read = slipway::json::read(text);
    const auto widget = slipway::json::decode<shop::Widget>(read);
    const bool good =
        widget.spec.port.number == 80 && widget.spec.entries[0].limits.contains("cpu") &&
        widget.spec.nested->template_->image == "i" && widget.status.ready == 2L &&
        slipway::core::type_info_of<shop::WidgetSpec>.find("entries")->map_keys == "name" &&
        slipway::json::same(slipway::json::encode(widget), read);
    std::puts(good ? "the structs are read and written" : "what was read is not what was written");
    return good ? 0 : 1;
}
