function (newDoc, oldDoc, userCtx, secObj) {
  // SPDX-License-Identifier: GPL-3.0-or-later
  // Who may write what, for Apache CouchDB: the same rule as in entente-atlas. It hangs on the document's _id and on
  // nothing else: a field can be set by an unrelated branch that wins, an _id cannot.
  var EMBASSY_TYPES = ["opinion", "organisation", "person", "role"];
  var DEPARTMENT_TYPES = ["involvement", "mobilisation", "return", "person", "role"];
  var id = typeof newDoc._id === "string" ? newDoc._id : "";
  // A server that does not tell which database this is gets the strictest rule.
  var isPublic = userCtx.db === undefined || userCtx.db === "atlas";

  function hasRole(role) {
    return userCtx.roles.indexOf(role) !== -1;
  }

  // The publisher of an account is in its roles: "unit:200046977".
  function publisherOf(role) {
    for (var i = 0; i < userCtx.roles.length; i++) {
      if (userCtx.roles[i].indexOf(role + ":") === 0) {
        return userCtx.roles[i].substring(role.length + 1);
      }
    }
    return null;
  }

  // A type with nothing after it is no document of that type.
  function hasType(text, types) {
    for (var i = 0; i < types.length; i++) {
      if (text.indexOf(types[i] + ":") === 0 && text.length > types[i].length + 1) {
        return true;
      }
    }
    return false;
  }

  function rest(publisher) {
    if (publisher && id.indexOf(publisher + ":") === 0 && id.length > publisher.length + 1) {
      return id.substring(publisher.length + 1);
    }
    return null;
  }

  function forbid(reason) {
    throw({forbidden: reason});
  }

  function checkPublic() {
    var own = rest(publisherOf("unit") || publisherOf("embassy") || publisherOf("administrator"));

    if (hasRole("department")) {
      forbid("A department does not publish in the Atlas");
    }
    if (own === null) {
      forbid("In the Atlas an account writes only documents whose _id begins with its own publisher");
    }
    if (hasRole("embassy") && !hasType(own, EMBASSY_TYPES)) {
      forbid("An embassy writes opinions and its own posts only");
    }
  }

  // CouchDB's own administrators, who can remove this rule, and who replicate between sites.
  if (hasRole("_admin")) {
    return;
  }
  if (hasRole("reader")) {
    forbid("A reader writes nothing");
  }
  if (id.charAt(0) === "_") {
    if (!hasRole("administrator")) {
      forbid("Only an administrator writes design documents");
    }
  } else if (isPublic) {
    checkPublic();
  } else if (hasRole("department") && !hasType(id, DEPARTMENT_TYPES)) {
    forbid("A department writes involvements, answers, proposed returns and its own people only");
  }
}
