using Koppel.Sandbox.ActiveCampaign.Declared;

namespace Koppel.Sandbox.ActiveCampaign.Content;

/// <summary>The resources of what is written and sent: addresses, templates, texts, forms, settings.</summary>
internal static class ContentDeclarations
{
    public static readonly Resource[] All =
    [
        Addresses.Resource,
        AddressGroups.Resource,
        AddressLists.Resource,
        Templates.Resource,
        SavedResponses.Resource,
        Personalizations.Resource,
        Forms.Resource,
        Brandings.Resource,
        Calendars.Resource,
        Configs.Resource,
    ];
}
