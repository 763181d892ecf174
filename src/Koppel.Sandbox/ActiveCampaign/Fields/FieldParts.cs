using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Fields;

/// <summary>What stores keep of custom fields besides the records.</summary>
internal static class FieldParts
{
    static readonly Part<FieldValueSet> ValuePart = new(store => new(store));

    extension(Store store)
    {
        /// <summary>What contacts have in custom fields.</summary>
        public FieldValueSet FieldValues => store.Get(ValuePart);
    }
}
