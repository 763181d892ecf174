namespace Koppel.Sandbox;

/// <content>
/// Points on which the sources about the API contradict each other or are silent. Each has a switch, so that a client can be tried
/// against every reading; docs/sandbox.md tells the evidence. The defaults follow the strongest.
/// </content>
public sealed partial record SandboxOptions
{
    /// <summary>POST /tags with a name that exists: 200 with that tag (the default), 422, or 500 with the words of the database.</summary>
    public int ExistingTagAnswer { get; init; } = 200;

    /// <summary>POST /contactTags with a new link: 201 (the default) or 200.</summary>
    public int NewContactTagAnswer { get; init; } = 201;

    /// <summary>POST /contactTags without a usable tag id: 400 (the default) or 422.</summary>
    public int MissingTagAnswer { get; init; } = 400;

    /// <summary>POST /contactTags with the id of a tag that is not there: 404 (the default) or 422.</summary>
    public int UnknownTagAnswer { get; init; } = 404;

    /// <summary>A wrong or missing token: 403 (the default) or 401.</summary>
    public int RefusedTokenAnswer { get; init; } = 403;

    /// <summary>A <c>limit</c> above 100: 200 with at most 100 rows (the default) or 422.</summary>
    public int LargeLimitAnswer { get; init; } = 200;

    /// <summary>Which contacts the <c>success</c> list of an import names. The default is the newly created ones.</summary>
    public ImportSuccess ImportSuccess { get; init; }

    /// <summary>Whether POST /contact/sync takes <c>tags</c> by name inside the contact. The default is no: they are ignored.</summary>
    public bool SyncTakesTags { get; init; }

    /// <summary>GET /audiences when no saved segment is found: 404 (the default) or 200 with none.</summary>
    public int NoAudienceAnswer { get; init; } = 404;

    /// <summary>
    /// Whether the account's plan has segments of the newer kind and their matching. The default is yes; without, their paths are answered
    /// 404, as one account answered, and clients must do without.
    /// </summary>
    public bool HasSegmentMatching { get; init; } = true;

    /// <summary>
    /// Whether the first GET /contacts with a <c>segmentid</c> within an hour gives no contacts, since it only begins to look for them. The
    /// default is no: it waits for them.
    /// </summary>
    public bool FirstSegmentReadIsEmpty { get; init; }

    /// <summary>POST /contactLists or /fieldValues with a contact or list that is not there: 422 (the default) or 400.</summary>
    public int UnknownRelationAnswer { get; init; } = 422;

    /// <summary>POST /contactLists and /fieldValues with a pair that was not there: 201 (the default) or 200.</summary>
    public int NewPairAnswer { get; init; } = 201;

    /// <summary>
    /// Whether status 3 of a contact on a list means that mail came back. The default is yes. If not, it means that the contact has not
    /// confirmed, and an import may put it on the list.
    /// </summary>
    public bool StatusThreeIsBounced { get; init; } = true;

    /// <summary>Whether an empty text in an import clears a value. The default is yes; if not, it is passed over.</summary>
    public bool ImportEmptyTextClears { get; init; } = true;

    /// <summary>
    /// Whether an import moves a contact out of the account in which it was. The default is yes; if not, the contact fails.
    /// </summary>
    public bool ImportMovesAccounts { get; init; } = true;

    /// <summary>The <c>sourceid</c> that POST /contactLists sets when none was sent: 3 (the default) or 4.</summary>
    public int ContactListSource { get; init; } = 3;

    /// <summary>Whether DELETE /fieldOptions/{id} answers 200 without a body. The default is no: <c>{}</c>.</summary>
    public bool FieldOptionDeletionIsEmpty { get; init; }

    /// <summary>
    /// Whether answers keep the keys that recordings of 2020 and 2021 have and the key sets of August 2026 have not. The default is yes.
    /// </summary>
    public bool KeysGoneStay { get; init; } = true;

    /// <summary>
    /// Whether GET /activities wants a contact and is answered 400 without one, as the reference says. The default is no: clients in daily
    /// use list them all.
    /// </summary>
    public bool ActivitiesNeedContact { get; init; }

    void ValidateDisputed(List<string> faults)
    {
        Check(nameof(ExistingTagAnswer), ExistingTagAnswer, 200, 422, 500);
        Check(nameof(NewContactTagAnswer), NewContactTagAnswer, 201, 200);
        Check(nameof(MissingTagAnswer), MissingTagAnswer, 400, 422);
        Check(nameof(UnknownTagAnswer), UnknownTagAnswer, 404, 422);
        Check(nameof(RefusedTokenAnswer), RefusedTokenAnswer, 403, 401);
        Check(nameof(LargeLimitAnswer), LargeLimitAnswer, 200, 422);
        Check(nameof(NoAudienceAnswer), NoAudienceAnswer, 404, 200);

        Check(nameof(NewPairAnswer), NewPairAnswer, 201, 200);
        Check(nameof(ContactListSource), ContactListSource, 3, 4);
        Check(nameof(UnknownRelationAnswer), UnknownRelationAnswer, 422, 400);

        void Check(string name, int value, params ReadOnlySpan<int> among)
        {
            if (!among.Contains(value)) faults.Add($"{name} must be {string.Join(", ", among[..^1].ToArray())} or {among[^1]}.");
        }
    }
}
