// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/json/managed_fields.hpp>

#include <slipway/api/fields/core_v1.hpp>
#include <slipway/core/status.hpp>
#include <slipway/json/read.hpp>

#include <catch2/catch.hpp>

namespace managed_fields_test {

using namespace slipway;

namespace {

const core::type_info* map = &core::type_info_of<api::ConfigMap>;

json::field_manager applier(const char* name, const char* time = "2026-01-01T00:00:00Z") {
    return {name, true, "v1", "", time};
}
json::field_manager updater(const char* name, const char* time = "2026-01-01T00:00:00Z",
                            const char* subresource = "") {
    return {name, false, "v1", subresource, time};
}

/// A ConfigMap and who has written it.
struct written_map {
    json::value object = json::value::object();
    json::managed_fields managers{};

    void apply(const char* data, const json::field_manager& who, bool force = false) {
        object = managers.apply(map, object, json::read(data), who, force);
    }
    void update(const char* data, const json::field_manager& who) {
        json::value after = json::read(data);
        managers.update(json::compare(map, object, after), who);
        object = std::move(after);
    }
    std::string refusal(const char* data, const json::field_manager& who) {
        try {
            apply(data, who);
        } catch (const status_error& e) {
            causes = e.details().causes;
            return std::to_string(e.code()) + " " + e.message();
        }
        return "accepted";
    }
    json::value fields(const std::string& of) const {
        for (const json::field_manager& m : managers.entries())
            if (m.name == of) return m.fields;
        return {};
    }
    std::vector<core::status_cause> causes{};
};

}  // namespace

TEST_CASE(
    "appliers share what they agree on, and what one takes back stays while the other has it") {
    written_map m;
    m.apply(R"({"data":{"a":"1","b":"2"}})", applier("one"));
    m.apply(R"({"data":{"a":"1","c":"3"}})", applier("two"));
    CHECK(m.object == json::read(R"({"data":{"a":"1","b":"2","c":"3"}})"));
    m.apply(R"({"data":{"b":"2"}})", applier("one"));
    CHECK(m.object == json::read(R"({"data":{"a":"1","b":"2","c":"3"}})"));
    m.apply(R"({"data":{"c":"4"}})", applier("two"));
    CHECK(m.object == json::read(R"({"data":{"b":"2","c":"4"}})"));
    CHECK(m.fields("one") == json::read(R"({"f:data":{"f:b":{}}})"));
    CHECK(m.fields("two") == json::read(R"({"f:data":{"f:c":{}}})"));
    m.apply("{}", applier("one"));
    m.apply("{}", applier("two"));
    CHECK(m.object == json::value::object());
    CHECK(m.managers.empty());
}

TEST_CASE("a different value is a conflict, unless it is forced") {
    written_map m;
    m.apply(R"({"data":{"k":"1","l":"1"}})", applier("m1"));
    CHECK(m.refusal(R"({"data":{"k":"2"}})", applier("m2")) ==
          R"(409 Apply failed with 1 conflict: conflict with "m1": .data.k)");
    CHECK(m.causes == std::vector<core::status_cause>{
                          {"FieldManagerConflict", "conflict with \"m1\"", ".data.k"}});
    m.update(R"({"data":{"k":"1","l":"1","n":"1"}})",
             updater("u", "2026-01-01T00:00:00Z", "status"));
    CHECK(
        m.refusal(R"({"data":{"k":"2","l":"2","n":"2"}})", applier("m2")) ==
        "409 Apply failed with 3 conflicts: conflicts with \"m1\":\n- .data.k\n- .data.l\nconflicts with \"u\" with subresource \"status\" using v1:\n- .data.n");
    CHECK(m.object["data"] == json::read(R"({"k":"1","l":"1","n":"1"})"));
    m.apply(R"({"data":{"k":"2","n":"2"}})", applier("m2"), true);
    CHECK(m.object["data"] == json::read(R"({"k":"2","l":"1","n":"2"})"));
    CHECK(m.fields("m1") == json::read(R"({"f:data":{"f:l":{}}})"));
    CHECK(m.fields("m2") == json::read(R"({"f:data":{"f:k":{},"f:n":{}}})"));
    CHECK(m.fields("u").is_null());
    // What is yielded is no conflict.
    const json::field_set yielded = json::field_set::read(json::read(R"({"f:data":{"f:l":{}}})"));
    CHECK(m.managers.apply(map, m.object, json::read(R"({"data":{"l":"9"}})"), applier("m3"), false,
                           yielded)["data"]["l"] == "9");
    CHECK(m.fields("m1").is_null());
}

TEST_CASE("who updates owns what differs") {
    written_map m;
    m.apply(
        R"({"data":{"a":"1","b":"1"},"metadata":{"name":"x","labels":{"l":"1"}},"kind":"ConfigMap"})",
        applier("one"));
    CHECK(m.fields("one") ==
          json::read(R"({"f:data":{"f:a":{},"f:b":{}},"f:metadata":{"f:labels":{"f:l":{}}}})"));
    m.update(
        R"({"data":{"a":"1","b":"2","c":"1"},"metadata":{"name":"x","uid":"u","resourceVersion":"2"},"kind":"ConfigMap"})",
        updater("edit", "2026-01-01T00:00:01Z"));
    CHECK(m.fields("one") == json::read(R"({"f:data":{"f:a":{}}})"));
    CHECK(m.fields("edit") == json::read(R"({"f:data":{"f:b":{},"f:c":{}}})"));
    m.update(
        R"({"data":{"a":"1","b":"3","c":"1"},"metadata":{"name":"x","uid":"u","resourceVersion":"3"},"kind":"ConfigMap"})",
        updater("edit", "2026-01-01T00:00:02Z"));
    CHECK(m.managers.entries().back().time == "2026-01-01T00:00:02Z");
    m.update(
        R"({"data":{"a":"1"},"metadata":{"name":"x","uid":"u","resourceVersion":"4"},"kind":"ConfigMap"})",
        updater("edit", "2026-01-01T00:00:03Z"));
    m.update(
        R"({"data":{"a":"1"},"metadata":{"name":"x","uid":"u","resourceVersion":"5"},"kind":"ConfigMap"})",
        updater("nobody"));
    CHECK(
        std::move(m.managers).written() ==
        json::read(
            R"([{"manager":"one","operation":"Apply","apiVersion":"v1","time":"2026-01-01T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:a":{}}}}])"));
}

TEST_CASE("applying the same again changes nothing, not even the time") {
    written_map m;
    m.apply(R"({"data":{"a":"1"}})", applier("one"));
    m.apply(R"({"data":{"a":"1"}})", applier("one", "2027-01-01T00:00:00Z"));
    CHECK(m.managers.entries().front().time == "2026-01-01T00:00:00Z");
    m.apply(R"({"data":{"a":"2"}})", applier("one", "2027-01-01T00:00:00Z"));
    CHECK(m.managers.entries().front().time == "2027-01-01T00:00:00Z");
}

TEST_CASE("of many who update the oldest become one") {
    written_map m;
    json::value data = json::value::object();
    for (int i = 0; i < 14; ++i) {
        data["k" + std::to_string(i)] = "v";
        const std::string name = "u" + std::to_string(i),
                          time = "2026-01-01T00:00:" + std::to_string(10 + i) + "Z";
        m.update(json::value{{"data", data}}.dump().c_str(), {name, false, "v1", "", time});
    }
    CHECK(m.managers.entries().size() == 10);
    CHECK(m.fields("ancient-changes") ==
          json::read(R"({"f:data":{".":{},"f:k0":{},"f:k1":{},"f:k2":{},"f:k3":{},"f:k4":{}}})"));
    CHECK(m.fields("u4").is_null());
    CHECK(m.fields("u5") == json::read(R"({"f:data":{"f:k5":{}}})"));
}

TEST_CASE("a list of managers is read with care, and written in order") {
    const char* good =
        R"([{"manager":"a","operation":"Apply","apiVersion":"v1","time":"2026-01-02T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:a":{}},"subresource":"status"},
        {"manager":"c","operation":"Update","apiVersion":"v1","time":"2026-01-01T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:b":{}}},
        {"manager":"b","operation":"Update","apiVersion":"v1","time":"2026-01-02T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:b":{}}}])";
    CHECK(json::managed_fields::read(json::read(good)).written() == json::read(good));
    json::value turned = json::read(good);
    std::swap(turned[0], turned[2]);
    CHECK(json::managed_fields::kept(turned).written() == json::read(good));
    for (
        const char* wrong :
        {"{}", "[3]", "[{}]", R"([{"operation":"Delete","fieldsType":"FieldsV1"}])",
         R"([{"operation":"Apply","fieldsType":"FieldsV2"}])",
         R"([{"operation":"Apply","fieldsType":"FieldsV1","manager":7}])",
         R"([{"operation":"Apply","fieldsType":"FieldsV1","fieldsV1":{"a":{}}}])",
         R"([{"operation":"Apply","fieldsType":"FieldsV1","fieldsV1":[]}])",
         R"([{"operation":"Apply","fieldsType":"FieldsV1","fieldsV1":{}},{"operation":"Apply","fieldsType":"FieldsV1","fieldsV1":{}}])"})
        CHECK_THROWS_AS(json::managed_fields::read(json::read(wrong)), status_error);
}

}  // namespace managed_fields_test
