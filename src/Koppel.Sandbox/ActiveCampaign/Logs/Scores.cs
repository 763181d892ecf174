using Koppel.Sandbox.ActiveCampaign.Declared;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Logs;

/// <summary><c>/scores</c>: what gives contacts or deals points. The rules are made by hand in the account.</summary>
internal static class Scores
{
    public static readonly Resource Resource = new("scores", "score", "Score",
        Text("reltype", "contact"), Text("name"), Text("descript"), Flag("status", true), Created("cdate"), Updated("mdate"), Links(), Id())
    {
        Verbs = Verbs.List | Verbs.One,
    };
}
