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
        ("POST /import/bulk_import describes no field /exclude_automations", "named in its prose, where it is said to stand in the payload"),
        ("POST /import/bulk_import describes no field /contacts/*/exclude_automations", "shown in its example, inside a contact"),
        ("POST /fieldOption/bulk at : required: Required properties [\"field\",\"value\"] are not present", "recorded in 2020 with a list under fieldOptions, as its own example shows"),
        ("POST /fieldOption/bulk describes no field /fieldOptions", "as above"),
        ("GET /contacts describes no parameter 'include'", "the relations of contacts are sideloaded as those of activities, which are described; the vendor's staff tell it so"),
        .. from route in new[] { "POST /accounts", "PUT /accounts/{id}" }
           from kind in new[] { "integer", "array" }
           select ($"{route} at /account/fields/*/fieldValue: type: Value is \"{kind}\" but should be \"string\"", "its own example shows an amount as a number, and that of bulkCreate several options as an array"),
        .. from route in new[] { "POST /accountCustomFieldData/bulkCreate", "PATCH /accountCustomFieldData/bulkUpdate" }
           from fault in new[] { " at : type: Value is \"array\" but should be \"object\"", " describes no field /*/customerAccountId", " describes no field /*/customFieldId", " describes no field /*/id", " describes no field /*/fieldValue", " describes no field /*/fieldCurrency" }
           select (route + fault, "its own example shows a bare array, as the recorded call of deals has it"),
    ];

    static readonly HashSet<string> Faults = [.. All.Select(mistake => mistake.Fault)];

    public static bool Explains(string fault) => IsPaging(fault) || Faults.Contains(fault);

    /// <summary>The mistakes with their reasons, for a reader of the test's output.</summary>
    public static IEnumerable<string> Text => All.Select(mistake => $"{mistake.Fault}: {mistake.Reason}");

    /// <summary>Pages and orders are described on pages of their own, for all lists at once.</summary>
    static bool IsPaging(string fault) => fault.StartsWith("GET ", StringComparison.Ordinal)
        && (fault.EndsWith("describes no parameter 'limit'", StringComparison.Ordinal) || fault.EndsWith("describes no parameter 'offset'", StringComparison.Ordinal));
}
