using Koppel.Sandbox.ActiveCampaign.Declared;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Fields;

/// <summary><c>/fieldRels</c>: in the forms of which list a field shows; 0 stands for all. Values need none.</summary>
internal static class FieldRels
{
    public static readonly Resource Resource = new("fieldRels", "fieldRel", "FieldRel",
        [Reference("field"), Number("relid"), Number("dorder"), Created("cdate"), Links(), Id()])
    {
        Verbs = Verbs.List | Verbs.One | Verbs.Create | Verbs.Delete,
        Nested = [Nested.Under("fields", "relations", "field")],
    };
}
