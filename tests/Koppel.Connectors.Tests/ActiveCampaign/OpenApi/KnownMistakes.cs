namespace Koppel.Connectors.Tests.ActiveCampaign.OpenApi;

/// <summary>
/// Where the vendor's description of 2026-08 is wrong or incomplete, with what is known instead. A request that it would forbid for one of
/// these reasons is right all the same.
/// </summary>
static class KnownMistakes
{
    static readonly (string Fault, string Reason)[] All =
    [
        ("GET /contactTags is not described", "recorded in 2020 and 2021, and used by everybody"),
        ("GET /contactTags/{id} is not described", "recorded in 2020"),
        ("POST /import/bulk_import describes no field /exclude_automations",
            "named in its prose, where it is said to stand in the payload"),
        ("POST /import/bulk_import describes no field /contacts/*/exclude_automations", "shown in its example, inside a contact"),
        ("GET /groupMembers describes no parameter 'group_id'", "the links of its example ask by it"),
        ("GET /contacts describes no parameter 'include'",
            "the relations of contacts are sideloaded as those of activities, which are described; the vendor's staff tell it so"),
        ("GET /contactLists is not described", "used by everybody; the keys of its rows were seen on a live account in 2026-08"),
        ("GET /automationBlocks is not described", "used by a production extractor, whose tests expect rows"),
        ("GET /listGroups is not described", "used by a production extractor"),
        ("GET /segments is not described", "answered by a live account in 2026-08"),
        ("GET /segments/{id} is not described", "as the list"),
        ("GET /templates is not described", "used by a production extractor"),
        ("GET /fieldRels/{id} is not described", "recorded in 2020"),
        ("GET /fieldOptions/{id} is not described", "recorded in 2020"),
        ("DELETE /fieldOptions/{id} is not described", "recorded in 2020 and 2021"),
        ("GET /fields/{id}/options is not described", "a link of every field"),
        ("GET /fields/{id}/relations is not described", "a link of every field"),
        ("PUT /lists/{id} is not described", "recorded in 2021"),
        ("GET /contacts/{id}/contactTags is not described", "recorded in 2020, and used by everybody"),
        ("POST /fieldOption/bulk at : required: Required properties [\"field\",\"value\"] are not present",
            "its example and the recordings have a list under fieldOptions"),
        ("POST /fieldOption/bulk describes no field /fieldOptions", "as above"),
        ("POST /dealTasks at /dealTask/duedate: format: Value does not match format \"date\"", "its example is a time with its zone"),
        ("PUT /dealTasks/{id} at /dealTask/duedate: format: Value does not match format \"date\"", "as above"),
        ("POST /ecomOrders at /ecomOrder/externalCreatedDate: format: Value does not match format \"date\"",
            "its example is a time with its zone"),
        ("POST /ecomOrders at /ecomOrder: required: Required properties [\"externalcheckoutid\",\"abandonedDate\"] are not present",
            "they are for carts that were left, not for orders; its example leaves them out"),
        ("POST /taskOutcomes at : required: Required properties [\"title\",\"sentiment\"] are not present",
            "its example has the envelope taskOutcome"),
        ("POST /taskOutcomes describes no field /taskOutcome", "as above"),
        ("PUT /taskOutcomes/{id} is not described", "its path is misspelt taskOutccomes"),
        ("DELETE /taskOutcomes/{id} is not described", "its path is misspelt taskOutccomes"),
        ("POST /messages at /message: required: Required properties [\"email\"] are not present",
            "its example has fromemail, as the answers do"),
        ("POST /messages describes no field /message/fromemail", "as above"),
        ("PUT /notes/{id} at /note/relid: type: Value is \"integer\" but should be \"string\"",
            "POST says a number; both are recorded for ids everywhere"),
        ("PUT /fields/{id} at /field/ordernum: type: Value is \"integer\" but should be \"string\"",
            "POST says a number; both are recorded"),
        ("PUT /groups/{id} describes no field /group/pgTagManage", "POST describes it, and every answer has it"),
        ("POST /customObjects/records/{schemaId} at /record/relationships: type: Value is \"object\" but should be \"array\"",
            "its example is an object"),
        ("POST /customObjects/records/{schemaId} at /record/fields/*/value: type: Value is \"integer\" but should be \"string\"",
            "its example is a number, and its text says: appropriate for the field"),
        ("POST /customObjects/records/{schemaId} at /record/fields/*/value: type: Value is \"number\" but should be \"string\"",
            "as above"),
        ("POST /customObjects/records/{schemaId} at /record/fields/*/value: type: Value is \"array\" but should be \"string\"", "as above"),
        ("POST /customObjects/schemas describes no field /schema/fields/*/required", "its example has it; the schema says isRequired"),
        ("PUT /customObjects/schemas/{schemaId} describes no field /schema/fields/*/required", "as above"),
        ("PUT /customObjects/schemas/{schemaId} describes no field /schema/fields/*/labels", "a schema is sent whole, as POST takes it"),
        ("PUT /customObjects/schemas/{schemaId} describes no field /schema/fields/*/type", "as above"),
        ("PUT /customObjects/schemas/{schemaId} at /schema/relationships: type: Value is \"array\" but should be \"object\"", "as above"),
        .. Many("accountCustomFieldData", "customerAccountId"),
        .. Many("dealCustomFieldData", "dealId"),
        .. Address("POST /addresses"),
        .. Address("PUT /addresses/{id}"),
        .. Inline("account"),
        .. Inline("deal"),
    ];

    static (string, string)[] Many(string table, string owner) =>
    [
        ($"POST /{table}/bulkCreate at : type: Value is \"array\" but should be \"object\"", "its example is a list"),
        .. new[] { owner, "customFieldId", "fieldValue", "fieldCurrency" }.Select(
            field => ($"POST /{table}/bulkCreate describes no field /*/{field}", "as above")),
        ($"PATCH /{table}/bulkUpdate at : type: Value is \"array\" but should be \"object\"",
            "its example is a list, and so it was recorded in 2020"),
        .. new[] { "id", "fieldValue", "fieldCurrency" }.Select(
            field => ($"PATCH /{table}/bulkUpdate describes no field /*/{field}", "as above")),
    ];

    static IEnumerable<(string, string)> Inline(string item) =>
        from route in new[] { $"POST /{item}s", $"PUT /{item}s/{{id}}" }
        from kind in new[] { "integer", "array" }
        select ($"{route} at /{item}/fields/*/fieldValue: type: Value is \"{kind}\" but should be \"string\"",
            "its own example shows an amount as a number, and that of bulkCreate several options as an array");

    static (string, string)[] Address(string call) =>
    [
        ($"{call} at /address: required: Required properties [\"company_name\",\"address_1\"] are not present",
            "recorded with companyName and address1 in both directions in 2020"),
        ($"{call} describes no field /address/companyName", "as above"),
        ($"{call} describes no field /address/address1", "as above"),
        ($"{call} describes no field /address/address2", "as above"),
        ($"{call} describes no field /address/isDefault", "as above"),
    ];

    static readonly HashSet<string> Faults = [.. All.Select(mistake => mistake.Fault)];

    public static bool Explains(string fault) => IsPaging(fault) || IsChoice(fault) || Faults.Contains(fault);

    /// <summary>The mistakes with their reasons, for a reader of the test's output.</summary>
    public static IEnumerable<string> Text => All.Select(mistake => $"{mistake.Fault}: {mistake.Reason}");

    /// <summary>
    /// A deal needs a contact or an account, and a pipeline or a stage, as the text beside each says: the schema wants them all.
    /// </summary>
    static bool IsChoice(string fault) =>
        fault.StartsWith("POST /deals at /deal: required: Required properties [", StringComparison.Ordinal)
        && fault.Split('"').Where((_, i) => i % 2 == 1).All(p => p is "account" or "contact" or "stage" or "group" or "owner");

    /// <summary>Pages and orders are described on pages of their own, for all lists at once.</summary>
    static bool IsPaging(string fault) => fault.StartsWith("GET ", StringComparison.Ordinal)
        && (fault.EndsWith("describes no parameter 'limit'", StringComparison.Ordinal)
            || fault.EndsWith("describes no parameter 'offset'", StringComparison.Ordinal));
}
