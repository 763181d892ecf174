namespace Koppel.Sandbox.ActiveCampaign.Contacts;

/// <summary>Where a contact is shown; it decides which relations stand in the row.</summary>
internal enum ContactPlace
{
    /// <summary>GET /contacts.</summary>
    List,

    /// <summary>GET /contacts/{id}.</summary>
    One,

    /// <summary>PUT /contacts/{id} and POST /contact/sync.</summary>
    Changed,

    /// <summary>Beside the link that POST /contactTags made.</summary>
    BesideContactTag,
}
