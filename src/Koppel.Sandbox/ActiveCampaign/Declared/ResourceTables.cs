using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Declared;

/// <summary>The records of a resource in a store.</summary>
internal static class ResourceTables
{
    public static RecordTable Table(this Store store, Resource resource) => store.Tables.Of(resource.Shape);
}
