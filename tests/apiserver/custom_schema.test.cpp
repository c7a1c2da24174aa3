// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver/custom/schema.hpp>

#include <string>

#include <catch2/catch.hpp>

#include "custom_definitions.hpp"

namespace custom_schema_test {

namespace custom = slipway::apiserver::custom;
namespace json = slipway::json;

namespace {

custom::schema schema(const std::string& flow) { return custom::schema::read(support::yaml(flow)); }

/// What is wrong with a value at `x`, each with its field, in brackets behind that its kind.
std::string wrong(const std::string& of, const std::string& value) {
    slipway::apiserver::errors found;
    custom::validate(schema(of), json::read(value), "x", found);
    std::string made;
    for (const auto& c : found)
        made += (made.empty() ? "" : "; ") + c.field + ": " + c.message + " (" + c.type.substr(10) +
                ")";
    return made;
}
std::string structure(const std::string& flow) {
    slipway::apiserver::errors found;
    custom::check_structure(support::yaml(flow), "s", found);
    std::string made;
    for (const auto& c : found) made += (made.empty() ? "" : "; ") + c.field + ": " + c.message;
    return made;
}
json::value filled(const std::string& of, const std::string& value) {
    json::value made = json::read(value);
    custom::drop_nulls(schema(of), made);
    custom::fill_defaults(schema(of), made);
    return made;
}
json::value pruned(const std::string& of, const std::string& value) {
    json::value made = json::read(value);
    custom::prune(schema(of), made);
    return made;
}

}  // namespace

TEST_CASE("values are refused in the words of an API server") {
    CHECK(wrong("{type: integer}", "3") == "");
    CHECK(wrong("{type: integer}", "3.0") == "");
    CHECK(
        wrong("{type: integer}", "3.5") ==
        "x: Invalid value: \"number\": x in body must be of type integer: \"number\" (TypeInvalid)");
    CHECK(wrong("{type: string}", "null") ==
          "x: Invalid value: \"null\": x in body must be of type string: \"null\" (TypeInvalid)");
    CHECK(wrong("{type: string, nullable: true}", "null") == "");
    CHECK(wrong("{type: number, maximum: 1.5}", "2") ==
          "x: Invalid value: 2: x in body should be less than or equal to 1.5 (Invalid)");
    CHECK(wrong("{type: number, maximum: 2, exclusiveMaximum: true}", "2") ==
          "x: Invalid value: 2: x in body should be less than 2 (Invalid)");
    CHECK(wrong("{type: integer, minimum: 2, exclusiveMinimum: true}", "2") ==
          "x: Invalid value: 2: x in body should be greater than 2 (Invalid)");
    CHECK(wrong("{type: integer, multipleOf: 4}", "6") ==
          "x: Invalid value: 6: x in body should be a multiple of 4 (Invalid)");
    CHECK(wrong("{type: integer, multipleOf: 4}", "8") == "");
    CHECK(wrong("{type: integer, format: int32}", "3000000000") != "");
    CHECK(wrong("{type: string, minLength: 2}", "\"\xC3\xA4\"") ==
          "x: Invalid value: \"\xC3\xA4\": x in body should be at least 2 chars long (Invalid)");
    CHECK(wrong("{type: string, maxLength: 2}", "\"abc\"") ==
          "x: Too long: may not be more than 2 bytes (TooLong)");
    CHECK(wrong("{type: array, items: {type: string}, minItems: 1}", "[]") ==
          "x: Invalid value: 0: x in body should have at least 1 items (Invalid)");
    CHECK(
        wrong("{type: array, items: {type: string}}", "[\"a\", 1]") ==
        "x[1]: Invalid value: \"integer\": x[1] in body must be of type string: \"integer\" (TypeInvalid)");
    CHECK(wrong("{type: array, items: {type: string}, x-kubernetes-list-type: set}",
                "[\"a\", \"b\", \"a\"]") == "x[2]: Duplicate value: \"a\" (Duplicate)");
    CHECK(wrong("{type: object, maxProperties: 1, additionalProperties: {type: integer}}",
                R"({"a": 1, "b": 2})") == "x: Too many: 2: must have at most 1 item (TooMany)");
    CHECK(wrong("{type: object, required: [a], properties: {a: {type: string}}}", "{}") ==
          "x.a: Required value (Required)");
    CHECK(wrong("{type: string, enum: [a, b]}", "\"c\"") ==
          "x: Unsupported value: \"c\": supported values: \"a\", \"b\" (NotSupported)");
    CHECK(wrong("{x-kubernetes-int-or-string: true}", "\"50%\"") == "");
    CHECK(wrong("{x-kubernetes-int-or-string: true}", "[]") != "");
    CHECK(
        wrong(
            "{type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}",
            R"({"kind": "Pod"})") == "x.apiVersion: Required value: must not be empty (Required)");
    CHECK(
        wrong(
            "{type: object, properties: {a: {type: string}, b: {type: string}}, oneOf: [{required: [a]}, {required: [b]}]}",
            R"({"a": "", "b": ""})") ==
        "x: Invalid value: \"\": \"x\" must validate one and only one schema (oneOf). Found 2 valid alternatives (Invalid)");
    CHECK(wrong("{type: integer, anyOf: [{minimum: 10}, {maximum: 2}]}", "5") ==
          "x: Invalid value: 5: \"x\" must validate at least one schema (anyOf) (Invalid)");
    CHECK(wrong("{type: integer, not: {minimum: 3}}", "5") ==
          "x: Invalid value: 5: \"x\" must not validate the schema (not) (Invalid)");
    CHECK(wrong("{type: integer, allOf: [{minimum: 3}]}", "1") ==
          "x: Invalid value: 1: x in body should be greater than or equal to 3 (Invalid)");
}

TEST_CASE("formats of text are looked at") {
    const auto fits = [](const std::string& format, const std::string& text) {
        return wrong("{type: string, format: " + format + "}", json::value(text).dump()).empty();
    };
    CHECK((fits("date-time", "2026-01-02T03:04:05Z") && !fits("date-time", "yesterday")));
    CHECK((fits("date", "2026-01-02") && !fits("date", "2026-13-02")));
    CHECK((fits("ipv4", "10.0.0.1") && !fits("ipv4", "10.0.0.256") && !fits("ipv4", "10.0.0") &&
           !fits("ipv4", "10.0.0.1.2")));
    CHECK((fits("ipv6", "::1") && fits("ipv6", "fe80::1:2") && fits("ipv6", "::ffff:1.2.3.4") &&
           !fits("ipv6", "1:2") && !fits("ipv6", "::1::")));
    CHECK((fits("cidr", "10.0.0.0/8") && !fits("cidr", "10.0.0.0/33")));
    CHECK((fits("uuid", "123e4567-e89b-42d3-a456-426614174000") && !fits("uuid", "123e4567")));
    CHECK((fits("byte", "YQ==") && !fits("byte", "*")));
    CHECK((fits("email", "a@example.com") && !fits("email", "a")));
    CHECK((fits("hostname", "a.example.com") && !fits("hostname", "-a")));
    CHECK((fits("uri", "https://example.com") && !fits("uri", "example")));
    CHECK((fits("duration", "1h30m") && !fits("duration", "long")));
    CHECK(fits("of-ones-own", "anything"));
}

TEST_CASE("defaults go where nothing is, nulls that mean nothing go, and what has no schema goes") {
    const char* const spec =
        "{type: object, properties: {a: {type: object, default: {}, properties: {b: {type: integer, default: 7}}}, "
        "c: {type: array, items: {type: object, properties: {d: {type: string, default: x}}}}, e: {type: string, nullable: true, default: y}, f: {type: string}}}";
    CHECK(filled(spec, "{}") == json::read(R"({"a": {"b": 7}, "e": "y"})"));
    CHECK(filled(spec, R"({"a": {"b": null}, "c": [{}, {"d": "z"}], "e": null, "f": null})") ==
          json::read(R"({"a": {"b": 7}, "c": [{"d": "x"}, {"d": "z"}], "e": null})"));
    const char* const map =
        "{type: object, properties: {spec: {type: object, additionalProperties: {type: object, properties: {a: {type: string}}}}}}";
    CHECK(
        pruned(
            map,
            R"({"apiVersion": "v1", "kind": "K", "metadata": {"x": 1}, "spec": {"k": {"a": "", "b": ""}}, "more": 1})") ==
        json::read(
            R"({"apiVersion": "v1", "kind": "K", "metadata": {"x": 1}, "spec": {"k": {"a": ""}}})"));
    const char* const free =
        "{type: object, properties: {spec: {type: object, x-kubernetes-preserve-unknown-fields: true, properties: {a: {type: object}}}}}";
    CHECK(pruned(free, R"({"spec": {"a": {"gone": 1}, "b": {"stays": 1}}})") ==
          json::read(R"({"spec": {"a": {}, "b": {"stays": 1}}})"));
    const char* const embedded =
        "{type: object, properties: {spec: {type: object, x-kubernetes-embedded-resource: true, properties: {data: {type: string}}}}}";
    CHECK(
        pruned(
            embedded,
            R"({"spec": {"apiVersion": "v1", "kind": "K", "metadata": {"name": "n"}, "data": "", "more": 1}})") ==
        json::read(
            R"({"spec": {"apiVersion": "v1", "kind": "K", "metadata": {"name": "n"}, "data": ""}})"));
}

TEST_CASE("a schema is structural, or is told why not") {
    CHECK(
        structure(
            "{type: object, properties: {a: {type: string, default: x}, p: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}}}") ==
        "");
    CHECK(structure("{}") == "s.type: Required value: must not be empty at the root");
    CHECK(structure("{type: array, items: {type: string}}") ==
          "s.type: Invalid value: \"array\": must be object at the root");
    CHECK(structure("{type: object, properties: {a: {}}}") ==
          "s.properties[a].type: Required value: must not be empty for specified object fields");
    CHECK(structure("{type: object, properties: {a: {type: text}}}")
              .starts_with("s.properties[a].type: Unsupported value: \"text\""));
    CHECK(structure("{type: object, properties: {a: {type: array}}}") ==
          "s.properties[a].items: Required value: must be specified");
    CHECK(
        structure("{type: object, properties: {a: {type: string, pattern: '('}}}") ==
        "s.properties[a].pattern: Invalid value: \"(\": must be a valid regular expression, but isn't: missing ): (");
    CHECK(structure("{type: object, properties: {a: {type: string, anyOf: [{type: string}]}}}") ==
          "s.properties[a].anyOf[0].type: Forbidden: must be empty to be structural");
    CHECK(structure("{type: object, properties: {a: {$ref: b, type: string}}}") ==
          "s.properties[a].$ref: Forbidden: $ref is not supported");
    CHECK(
        structure("{type: object, properties: {a: {type: integer, default: x}}}") ==
        "s.properties[a].default: Invalid value: \"string\":  in body must be of type integer: \"string\"");
    CHECK(
        structure(
            "{type: object, properties: {a: {type: object, properties: {b: {type: string}}, additionalProperties: {type: string}}}}") ==
        "s.properties[a].additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive");
    CHECK(
        structure(
            "{type: object, properties: {a: {type: array, items: {type: object}, x-kubernetes-list-type: map}}}") ==
        "s.properties[a].x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map");
    CHECK(
        structure(
            "{type: object, properties: {metadata: {type: object, properties: {name: {type: string}, labels: {type: object}}}}}")
            .starts_with("s.properties[metadata].properties[labels]: Forbidden"));
}

}  // namespace custom_schema_test
