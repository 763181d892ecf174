using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Content;

/// <summary><c>/configs</c>: settings of users, by their name. They come and go with what users do; the API changes their value.</summary>
internal static class Configs
{
    public static readonly Resource Resource = new("configs", "config", "ConfigResult",
        Text("keyname").ReadOnly(), Text("section").ReadOnly(), Text("item").ReadOnly(), Number("userid", 1).ReadOnly(), Text("val"),
        Created("cdate"), Updated("udate"),
        CreatedStamp("created_timestamp"), UpdatedStamp("updated_timestamp"), Reference("created_by").ReadOnly(),
        Reference("updated_by").ReadOnly(), Links("owner"), Id(),
        Computed("owner", Kind.Number, (_, config) => config.Number("userid")))
    {
        Verbs = Verbs.List | Verbs.One | Verbs.Change,
        Begin = store => store.Table(Resource!).Add(SeedData.Begin, ("keyname", "pagination.users_index"), ("val", "20")),
    };
}
