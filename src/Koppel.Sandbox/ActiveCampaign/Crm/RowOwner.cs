using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>What a task or a note belongs to, as rows show it: <c>{"type":"deal","id":"5"}</c>.</summary>
internal static class RowOwner
{
    public static Action<PhpJson> Of(string kind, int id) =>
        json => json.BeginObject().Name("type"u8).Text(Word(kind)).Name("id"u8).Text(id).EndObject();

    /// <summary>The kinds have inner names; to clients they are called otherwise.</summary>
    static string Word(string kind) => kind switch
    {
        "Subscriber" => "contact",
        "Deal" => "deal",
        "CustomerAccount" => "account",
        "Activity" => "activity",
        "DealTask" => "dealTask",
        _ => kind,
    };
}
