namespace Koppel.Sandbox.ActiveCampaign.Records;

/// <summary>In which answers something stands.</summary>
[Flags]
internal enum Shown
{
    Never = 0,

    /// <summary>The rows of a list.</summary>
    List = 1,

    /// <summary>A row that was asked for by its id.</summary>
    One = 2,

    /// <summary>What POST answers; what was sent stands there anyway.</summary>
    Created = 4,

    /// <summary>What PUT answers; what was sent stands there anyway.</summary>
    Changed = 8,

    /// <summary>A row that stands beside those of another resource, in a further list.</summary>
    Beside = 16,

    /// <summary>Everywhere but in what POST answers: so it is with most values that the database sets.</summary>
    Rows = List | One | Changed | Beside,

    Always = List | One | Created | Changed | Beside,
}
