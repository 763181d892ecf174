using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Seed;

/// <summary>What runs in the org by itself, as far as it tells: a trigger, a flow, a duplicate rule and an assignment rule.</summary>
/// <param name="org">The org.</param>
internal sealed class SetupSeed(OrgData org)
{
    public void Fill()
    {
        var begin = SeedData.Begin.AddYears(-1);
        var trigger = Row.Add(org, "ApexTrigger", begin);
        trigger["Name"] = "AccountRegion";
        trigger["TableEnumOrId"] = "Account";
        trigger["Status"] = "Active";
        trigger["UsageBeforeInsert"] = true;
        trigger["UsageBeforeUpdate"] = true;

        var contact = Row.Add(org, "EntityDefinition", begin);
        contact["QualifiedApiName"] = "Contact";
        contact["DeveloperName"] = "Contact";
        contact["Label"] = "Contact";
        var flow = Row.Add(org, "FlowDefinitionView", begin);
        flow["ApiName"] = "Welcome_new_contacts";
        flow["Label"] = "Welcome new contacts";
        flow["IsActive"] = true;
        flow["TriggerType"] = "RecordAfterSave";
        flow["TriggerObjectOrEventId"] = contact.Id;

        var duplicates = Row.Add(org, "DuplicateRule", begin);
        duplicates["MasterLabel"] = "Standard Contact Duplicate Rule";
        duplicates["DeveloperName"] = "Standard_Contact_Duplicate_Rule";
        duplicates["SobjectType"] = "Contact";
        duplicates["IsActive"] = true;

        var assignment = Row.Add(org, "AssignmentRule", begin);
        assignment["Name"] = "Leads by country";
        assignment["SobjectType"] = "Lead";
        assignment["Active"] = true;
    }
}
