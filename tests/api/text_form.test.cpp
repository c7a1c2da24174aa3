// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/api/text_form.hpp>

#include <slipway/api/resources.hpp>

#include <catch2/catch.hpp>

namespace text_form_test {

using namespace slipway;

TEST_CASE("amounts and times are told from other texts") {
    const core::type_info& pod = *api::find_kind("", "v1", "Pod")->type;
    const core::type_info& container = *pod.find("spec")->type->find("containers")->type;
    const core::type_info& metadata = *pod.find("metadata")->type;
    const auto form = [](const core::type_info& type, const char* field) {
        return api::form_of_text(type, *type.find(field));
    };
    CHECK(form(*container.find("resources")->type, "limits") == "Quantity");
    CHECK(form(metadata, "creationTimestamp") == "Time");
    CHECK(form(*api::find_kind("coordination.k8s.io", "v1", "Lease")->type->find("spec")->type,
               "renewTime") == "MicroTime");
    CHECK(form(container, "image") == "string");
    CHECK(form(*container.find("env")->type, "value") == "string");
    CHECK(form(metadata, "labels") == "string");
}

}  // namespace text_form_test
